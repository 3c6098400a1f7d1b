import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { handbook } from "./classic.js";

const { zip } = handbook(["zip"], { TextEncoder });

/* What a program that knows nothing of ours finds in a zip: each name with its content; it checks every sum. */
const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as packed:
    assert packed.testzip() is None
    print(json.dumps({each.filename: packed.read(each).hex() for each in packed.infolist()}))
`;

function unpacked(files) {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  try {
    const path = join(folder, "all.zip");
    writeFileSync(path, Buffer.concat(zip(files)));
    return [JSON.parse(execFileSync("python3", ["-c", READ, path], { encoding: "utf8" })), readFileSync(path).length];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every file comes out of a zip as it went in, by its name", () => {
  const files = [
    { name: "handbook.pdf", content: Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256) },
    { name: "empty.pdf", content: new Uint8Array() },
    { name: "café.pdf", content: Uint8Array.from([1, 2, 3]) },
  ];
  const hex = Object.fromEntries(files.map(({ name, content }) => [name, Buffer.from(content).toString("hex")]));
  const [found, length] = unpacked(files);
  assert.deepEqual(found, hex);
  assert.ok(length < 70_003 + 600);
});

test("a zip of nothing is one too", () => {
  assert.deepEqual(unpacked([])[0], {});
});
