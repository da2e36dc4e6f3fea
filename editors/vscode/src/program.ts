// Which resp-lint is started, and what is said where there is none. No import of "vscode": node tests run it.

import * as path from "node:path";

/** What decides which program is taken. */
export interface Surroundings {
  /** The setting `resp-lint.path`; empty where nobody set it. */
  readonly setting: string;
  /** The folders that are open, the first one first. */
  readonly folders: readonly string[];
  /** Whether the writer trusts what is in the folders. */
  readonly trusted: boolean;
  /** The environment: PATH, and the active virtual environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether there is a file that can be run. */
  readonly isProgram: (file: string) => boolean;
}

/** A program, and where it was found; or why there is none. */
export type Choice =
  | { readonly program: string; readonly from: "setting" | "environment" | "path" }
  | { readonly problem: string };

const ENVIRONMENTS = [".venv", "venv", ".env", "env"];

/** Choose the program: what a setting names, the environment of a folder, the active one, then the path. */
export function chooseProgram(around: Surroundings): Choice {
  const join = around.platform === "win32" ? path.win32 : path.posix;
  const setting = around.setting.trim();
  if (setting) {
    const home = around.environment["HOME"] ?? around.environment["USERPROFILE"] ?? "~";
    const program = expandSetting(setting, around.folders[0] ?? "", home, join);
    return around.isProgram(program)
      ? { program, from: "setting" }
      : { problem: `The setting “resp-lint.path” names ${program}, which is no program.` };
  }
  const active = around.environment["VIRTUAL_ENV"];
  for (const root of [...environments(around, join), ...(active ? [active] : [])]) {
    const program = join.join(root, ...binary(around.platform, "resp-lint"));
    if (around.isProgram(program)) {
      return { program, from: "environment" };
    }
  }
  const name = binary(around.platform, "resp-lint")[1];
  for (const folder of (around.environment["PATH"] ?? around.environment["Path"] ?? "").split(join.delimiter)) {
    // A relative folder would be one of the folder that is open.
    if (join.isAbsolute(folder) && around.isProgram(join.join(folder, name))) {
      return { program: join.join(folder, name), from: "path" };
    }
  }
  return { problem: "resp-lint is not installed in the folder's environment, nor anywhere on the path." };
}

/** The command that installs resp-lint: into the environment of the folder where there is one. */
export function installCommand(around: Surroundings): string {
  const join = around.platform === "win32" ? path.win32 : path.posix;
  for (const root of environments(around, join)) {
    const program = join.join(root, ...binary(around.platform, "python"));
    if (around.isProgram(program)) {
      return `${/\s/.test(program) ? `"${program}"` : program} -m pip install resp-lint`;
    }
  }
  return "pipx install resp-lint";
}

function environments(around: Surroundings, join: path.PlatformPath): string[] {
  const folders = around.trusted ? around.folders : [];
  return folders.flatMap((folder) => ENVIRONMENTS.map((name) => join.join(folder, name)));
}

function binary(platform: NodeJS.Platform, name: string): [string, string] {
  return platform === "win32" ? ["Scripts", `${name}.exe`] : ["bin", name];
}

function expandSetting(setting: string, folder: string, home: string, join: path.PlatformPath): string {
  const expanded = setting.replace("${workspaceFolder}", folder).replace(/^~(?=$|[\\/])/, home);
  return join.isAbsolute(expanded) || !folder ? expanded : join.join(folder, expanded);
}

export type Status = "starting" | "running" | "stopped" | "missing";

/** What the status item shows. */
export function describeStatus(status: Status): { text: string; tooltip: string } {
  switch (status) {
    case "starting":
      return { text: "$(sync~spin) resp-lint", tooltip: "resp-lint is starting" };
    case "running":
      return { text: "$(check) resp-lint", tooltip: "resp-lint checks your pages" };
    case "stopped":
      return { text: "$(error) resp-lint", tooltip: "resp-lint stopped; select to see its log" };
    case "missing":
      return { text: "$(warning) resp-lint", tooltip: "resp-lint is not installed; select to look for it again" };
  }
}

/** What is wrong with the name of a new page, if anything. */
export function checkPageName(name: string): string | undefined {
  const trimmed = name.trim();
  if (!/\.(md|markdown)$/i.test(trimmed)) {
    return "The name of a page ends in .md";
  }
  if (path.posix.isAbsolute(trimmed) || path.win32.isAbsolute(trimmed) || trimmed.split(/[\\/]/).includes("..")) {
    return "A page is created in the folder that is open";
  }
  return undefined;
}
