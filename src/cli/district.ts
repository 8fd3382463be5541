import { createInterface } from 'node:readline';
import { demoRecords } from '../district/demo/cards.ts';
import { type District, startDistrict } from '../district/district.ts';
import { messageOf, StartFault } from '../district/start-fault.ts';
import { keepFilesPrivate } from '../host/private-files.ts';
import { CommandFault } from './command-fault.ts';
import { officeCases } from './district/cases.ts';
import { importFiles } from './district/import.ts';
import { keysToRunWith } from './district/key-options.ts';
import { answerLinesOf, eventLine, type OfficeAnswer, readyLines } from './district/lines.ts';
import { readOfficeLine } from './district/office-line.ts';
import { type DistrictArguments, readArguments, USAGE } from './district/options.ts';
import { abortOnSignals } from './stop-signal.ts';

const KIOSK_NAME = '前台';

keepFilesPrivate();
await main();

/** `npm run district`: the reference district server in this process, until Ctrl-C; or `import` and `cases`, without one. */
async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'import') {
    const output = { say: console.log, complain: console.error };
    process.exitCode = await importFiles(rest, process.env['DATABASE_URL'], output);
    return;
  }
  if (first === 'cases') {
    const output = { say: console.log, complain: console.error };
    process.exitCode = await officeCases(rest, process.env['DATABASE_URL'], output);
    return;
  }
  const read = readArguments(process.argv.slice(2), process.env['DATABASE_URL']);
  switch (read.kind) {
    case 'help':
      console.log(USAGE);
      return;
    case 'wrong':
      console.error(`${read.message}\n\n${USAGE}`);
      process.exitCode = 2;
      return;
    case 'run':
      await run(read.args);
  }
}

async function run(args: DistrictArguments): Promise<void> {
  const district = await startOrExplain(args);
  if (district === null) {
    process.exitCode = 1;
    return;
  }
  const code = await newCode(district);
  const stopping = new AbortController();
  abortOnSignals(stopping);
  stopping.signal.addEventListener('abort', () => {
    process.stdin.destroy();
    void district.close();
  });
  if (args.json) {
    const { url, docsUrl: docs, officeToken } = district;
    console.log(JSON.stringify({ url, code, docs, officeToken }));
    // A parent that dies without a word closes our standard input: no orphan stays.
    answerLines(district, stopping, (answer) => JSON.stringify(answer));
    return;
  }
  const cards = await district.countCards();
  console.log(readyLines({ district, storage: args.storage, cards, code, now: Date.now() }));
  if (process.stdin.isTTY) answerLines(district, stopping, (answer) => answerLinesOf(answer, Date.now()));
}

/** Null, with one line on standard error, where the district cannot run here. */
async function startOrExplain(args: DistrictArguments): Promise<District | null> {
  try {
    const { keys, catalogue } = await keysToRunWith(args.keys, (line) => console.error(line));
    return await startDistrict({
      storage: args.storage,
      host: args.host,
      port: args.port,
      catalogue,
      keys,
      seed: args.demo ? demoRecords : [],
      strangers: args.demo ? [] : demoRecords.map(({ cardNumber }) => cardNumber),
      log: (event) => console.error(eventLine(event)),
    });
  } catch (thrown) {
    if (!(thrown instanceof StartFault || thrown instanceof CommandFault)) throw thrown;
    console.error(thrown.message);
    return null;
  }
}

function newCode(district: District): Promise<string> {
  return district.createEnrolmentCode({ kioskName: KIOSK_NAME, siteIds: district.siteIds });
}

/** Answers each line of standard input; its end ends the server. */
function answerLines(
  district: District,
  stopping: AbortController,
  wordsOf: (answer: OfficeAnswer) => string,
): void {
  process.stdin.on('error', () => stopping.abort());
  const terminal = createInterface({ input: process.stdin });
  terminal.on('close', () => stopping.abort());
  terminal.on('line', async (line) => {
    try {
      console.log(wordsOf(await answerTo(district, line)));
    } catch (thrown) {
      // The database may be away for a while, which is no reason to end.
      if (!stopping.signal.aborted) console.error(`not done: ${messageOf(thrown)}`);
    }
  });
}

async function answerTo(district: District, line: string): Promise<OfficeAnswer> {
  const asked = readOfficeLine(line);
  switch (asked.kind) {
    case 'code':
      return { code: await newCode(district) };
    case 'deny':
      await district.denyCard(asked.denial);
      return { denied: asked.denial.cardNumber };
    case 'allow':
      return { allowed: asked.cardNumber, wasDenied: await district.allowCard(asked.cardNumber) };
    case 'wrong':
      return { error: asked.message };
  }
}
