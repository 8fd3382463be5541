import { startNodeDecoder } from './scan/node-decoder.ts';
import { readPictureFile } from './scan/picture-file.ts';
import { lineOfCodes, lineOfError, type ScanLine } from './scan/scan-line.ts';

const USAGE = `用法 (usage):
  npm run -s scan -- FILE...    每个文件输出一行 JSON (one JSON line a file: PNG, JPEG)
  {"file","text","format","card","stage","ms"}; card 为 null 时附 reason (card null: see reason)`;

const files = process.argv.slice(2);
if (files.includes('--help')) {
  console.log(USAGE);
} else if (files.length === 0) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  await scanFiles();
}

/** In the order given; a file that cannot be read has its own line and does not stop the others. */
async function scanFiles(): Promise<void> {
  const decoder = await startNodeDecoder();
  for (const file of files) {
    const line = await scanFile(file);
    if (line.error !== undefined) process.exitCode = 1;
    console.log(JSON.stringify(line));
  }

  async function scanFile(file: string): Promise<ScanLine> {
    const read = await readPictureFile(file);
    if (!read.ok) return lineOfError(file, read.message);
    const startMs = performance.now();
    const { codes } = decoder.readPicture(read.picture);
    return lineOfCodes(file, codes, performance.now() - startMs);
  }
}
