// What npm's vscode-languageserver-textdocument makes of changes: the texts after each batch, for texts and batches from
// standard input.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.env.CLIENTS + "/");
const { TextDocument } = require("vscode-languageserver-textdocument");

// Each change meets a new document: one that was changed before counts a line too many where it joins \r and \n.
const cases = JSON.parse(readFileSync(0, "utf8"));
const results = cases.map(({ text, batches }) => {
  let now = text;
  return batches.map((batch) => {
    const document = TextDocument.create("file:///page.md", "markdown", 1, now);
    now = TextDocument.update(document, batch, 2).getText();
    return now;
  });
});
process.stdout.write(JSON.stringify(results));
