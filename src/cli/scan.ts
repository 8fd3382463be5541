import { codeReaderOf } from '../scan/camera/camera-reader.ts';
import { shippedCatalogue } from './catalogue/catalogue-source.ts';
import { complain, say } from './input/terminal.ts';
import { startNodeDecoder } from './scan/node-decoder.ts';
import { readPictureFile } from './scan/picture-file.ts';
import { readScanArguments, SCAN_USAGE, type ScanArguments } from './scan/scan-arguments.ts';
import { lineOfCodes, lineOfError, type ScanLine } from './scan/scan-line.ts';
import { readStill } from './scan/still-video.ts';

const given = readScanArguments(process.argv.slice(2));
if (given.kind === 'help') {
  say(SCAN_USAGE);
} else if (given.kind === 'wrong') {
  complain(`${given.message}\n\n${SCAN_USAGE}`);
  process.exitCode = 2;
} else {
  await scanFiles(given);
}

/** In the order given; a file that cannot be read has its own line and does not stop the others. */
async function scanFiles({ files, added, frames }: ScanArguments): Promise<void> {
  const decoder = await startNodeDecoder();
  const reader = codeReaderOf(decoder);
  const rules = shippedCatalogue();
  for (const file of files) {
    const line = await scanFile(file);
    if (line.error !== undefined) process.exitCode = 1;
    say(JSON.stringify(line));
  }

  async function scanFile(file: string): Promise<ScanLine> {
    const read = await readPictureFile(file);
    if (!read.ok) return lineOfError(file, read.message, { isVideo: frames !== null });
    const startMs = performance.now();
    if (frames === null) {
      const { codes } = decoder.readPicture(read.picture, added);
      return lineOfCodes(file, codes, { ms: performance.now() - startMs, rules });
    }
    const found = readStill(reader, read.picture, { frames, added });
    const codes = found.map(({ code }) => code);
    const line = lineOfCodes(file, codes, { ms: performance.now() - startMs, rules });
    return { ...line, frame: found.find(({ code }) => code.text === line.text)?.frame ?? null };
  }
}
