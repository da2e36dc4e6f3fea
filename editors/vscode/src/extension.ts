import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions } from "vscode-languageclient/node";
import { checkPageName, chooseProgram, describeStatus, installCommand, type Status, type Surroundings } from "./program";

const EXPLAIN = "resp-lint.explain";
const IGNORE = "resp-lint.ignore";
const FIX_ALL = "source.fixAll.resp-lint";
const SCHEME = "resp-lint-rule";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("resp-lint", { log: true });
  const item = vscode.window.createStatusBarItem("resp-lint", vscode.StatusBarAlignment.Right, 0);
  item.name = "resp-lint";
  const explanations = new Explanations();

  function show(status: Status): void {
    const { text, tooltip } = describeStatus(status);
    item.text = text;
    item.tooltip = tooltip;
    item.command = status === "missing" ? "resp-lint.restart" : "resp-lint.showLog";
    item.show();
  }

  async function restart(): Promise<void> {
    await client?.dispose();
    client = undefined;
    const around = surroundings();
    const choice = chooseProgram(around);
    if ("problem" in choice) {
      show("missing");
      log.error(choice.problem);
      void offerInstallation(choice.problem, installCommand(around));
      return;
    }
    log.info(`${choice.program} (from the ${choice.from})`);
    client = makeClient(choice.program, log, explanations);
    client.onDidChangeState(({ newState }) => {
      show(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
    });
    try {
      await client.start();
    } catch (error) {
      show("stopped");
      log.error(String(error));
      const answer = await vscode.window.showErrorMessage(`resp-lint did not start: ${String(error)}`, "Show Log");
      if (answer) {
        log.show();
      }
    }
  }

  context.subscriptions.push(
    log,
    item,
    explanations,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, explanations),
    vscode.commands.registerCommand("resp-lint.restart", restart),
    vscode.commands.registerCommand("resp-lint.showLog", () => log.show()),
    vscode.commands.registerCommand("resp-lint.fixAll", () =>
      vscode.commands.executeCommand("editor.action.sourceAction", { kind: FIX_ALL, apply: "first" }),
    ),
    vscode.commands.registerCommand("resp-lint.newPage", () => createPage(log)),
    vscode.commands.registerCommand("resp-lint.showOwnership", () => showOwnership(log)),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("resp-lint.path") || change.affectsConfiguration("resp-lint.arguments")) {
        await restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

function makeClient(program: string, log: vscode.LogOutputChannel, explanations: Explanations): LanguageClient {
  const settings = vscode.workspace.getConfiguration("resp-lint");
  const server = { command: program, args: ["server", ...settings.get<string[]>("arguments", [])] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
    ],
    outputChannel: log,
    initializationOptions: { asksReasons: true, showsExplanations: true },
    middleware: {
      executeCommand: async (command, given: unknown[], next): Promise<unknown> => {
        if (command === IGNORE) {
          const reason = await askReason();
          return reason === undefined ? undefined : (next(command, [...given, reason]) as unknown);
        }
        const result: unknown = await next(command, given);
        if (command === EXPLAIN && typeof result === "string") {
          await explanations.show(String(given[0]), result);
        }
        return result;
      },
    },
  };
  return new LanguageClient("resp-lint", "resp-lint", server, options);
}

async function askReason(): Promise<string | undefined> {
  const reason = await vscode.window.showInputBox({
    title: "Why may this finding stay?",
    prompt: "The reason stands in the page, for whoever reads it next.",
    validateInput: (value) => (value.trim() ? undefined : "Write a reason"),
  });
  return reason?.trim();
}

/** The pages of rules, as documents that cannot be edited. */
class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  async show(code: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function surroundings(): Surroundings {
  return {
    setting: vscode.workspace.getConfiguration("resp-lint").get<string>("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    environment: process.env,
    platform: process.platform,
    isProgram,
  };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function offerInstallation(problem: string, command: string): Promise<void> {
  const message = `${problem} Install it with: ${command}`;
  const answer = await vscode.window.showWarningMessage(message, "Copy Command", "Open Setting", "Try Again");
  if (answer === "Copy Command") {
    await vscode.env.clipboard.writeText(command);
  } else if (answer === "Open Setting") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "resp-lint.path");
  } else if (answer === "Try Again") {
    await vscode.commands.executeCommand("resp-lint.restart");
  }
}

// --- commands that run the program once

async function createPage(log: vscode.LogOutputChannel): Promise<void> {
  const folder = await pickFolder();
  const name = folder && (await askPageName());
  if (folder && name && (await run(["new", name], folder, log)) !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder, name)));
  }
}

async function askPageName(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: "New responsibility page",
    value: "responsibilities.md",
    validateInput: checkPageName,
  });
  return name?.trim();
}

async function showOwnership(log: vscode.LogOutputChannel): Promise<void> {
  const folder = await pickFolder();
  const report = folder && (await run(["matrix", "--output-format", "markdown", "."], folder, log));
  if (report) {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: report });
    await vscode.window.showTextDocument(document);
  }
}

async function pickFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!folders.length) {
    void vscode.window.showInformationMessage("Open a folder first.");
  }
  const picked = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  return picked?.uri.fsPath;
}

/** What the program prints, or nothing where it fails; what is wrong is shown. */
async function run(args: string[], folder: string, log: vscode.LogOutputChannel): Promise<string | undefined> {
  const choice = chooseProgram(surroundings());
  if ("problem" in choice) {
    void vscode.window.showWarningMessage(choice.problem);
    return undefined;
  }
  return new Promise((resolve) => {
    execFile(choice.program, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, out, errors) => {
      if (error) {
        log.error(errors);
        void vscode.window.showErrorMessage(errors.trim() || String(error));
      }
      resolve(error ? undefined : out);
    });
  });
}
