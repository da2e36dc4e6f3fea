import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPageName, chooseProgram, describeStatus, installCommand, type Surroundings } from "../src/program";

function around(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "",
    folders: ["/docs"],
    trusted: true,
    environment: { PATH: "bin:/usr/bin", HOME: "/home/me" },
    platform: "linux",
    isProgram: (file) => programs.includes(file),
    ...more,
  };
}

const VENV = "/docs/.venv/bin/resp-lint";
const PATH = "/usr/bin/resp-lint";

test("the folder's environment goes before the path", () => {
  assert.deepEqual(chooseProgram(around([VENV, PATH])), { program: VENV, from: "environment" });
  assert.deepEqual(chooseProgram(around([PATH])), { program: PATH, from: "path" });
});

test("the setting goes before everything, and must name a program", () => {
  const tools = "/docs/tools/resp-lint";
  const setting = "${workspaceFolder}/tools/resp-lint";
  assert.deepEqual(chooseProgram(around([VENV, tools], { setting })), { program: tools, from: "setting" });
  assert.deepEqual(chooseProgram(around(["/home/me/x"], { setting: "~/x" })), { program: "/home/me/x", from: "setting" });
  assert.deepEqual(chooseProgram(around(["/docs/x"], { setting: "x" })), { program: "/docs/x", from: "setting" });
  const wrong = chooseProgram(around([VENV], { setting: "/none" }));
  assert.ok("problem" in wrong && wrong.problem.includes("/none"));
});

test("a folder that is not trusted gives no program", () => {
  assert.deepEqual(chooseProgram(around([VENV, PATH], { trusted: false })), { program: PATH, from: "path" });
  assert.ok("problem" in chooseProgram(around([VENV, "bin/resp-lint", "/docs/bin/resp-lint"], { trusted: false })));
});

test("the active environment counts", () => {
  const program = "/home/me/env/bin/resp-lint";
  const environment = { PATH: "/usr/bin", VIRTUAL_ENV: "/home/me/env" };
  assert.deepEqual(chooseProgram(around([program, PATH], { environment })), { program, from: "environment" });
});

test("Windows has other names", () => {
  const program = "C:\\docs\\venv\\Scripts\\resp-lint.exe";
  const environment = { Path: "C:\\bin;D:\\tools" };
  const windows: Partial<Surroundings> = { platform: "win32", folders: ["C:\\docs"], environment };
  assert.deepEqual(chooseProgram(around([program], windows)), { program, from: "environment" });
  const onPath = "D:\\tools\\resp-lint.exe";
  assert.deepEqual(chooseProgram(around([onPath], windows)), { program: onPath, from: "path" });
});

test("where there is none, the command that installs it is shown", () => {
  const nothing = chooseProgram(around([]));
  assert.ok("problem" in nothing && nothing.problem.includes("not installed"));
  assert.equal(installCommand(around([])), "pipx install resp-lint");
  assert.equal(installCommand(around(["/docs/.venv/bin/python"])), "/docs/.venv/bin/python -m pip install resp-lint");
  const spaced = around(["/my docs/.venv/bin/python"], { folders: ["/my docs"] });
  assert.equal(installCommand(spaced), '"/my docs/.venv/bin/python" -m pip install resp-lint');
  assert.equal(installCommand(around(["/docs/.venv/bin/python"], { trusted: false })), "pipx install resp-lint");
});

test("every status has a text of its own", () => {
  const states = ["starting", "running", "stopped", "missing"] as const;
  assert.equal(new Set(states.map((state) => describeStatus(state).text)).size, 4);
});

test("new pages stay in the folder", () => {
  assert.equal(checkPageName("docs/responsibilities.md"), undefined);
  for (const wrong of ["", "page.txt", "../page.md", "/page.md", "C:\\page.md", "a\\..\\..\\page.md"]) {
    assert.notEqual(checkPageName(wrong), undefined, wrong);
  }
});
