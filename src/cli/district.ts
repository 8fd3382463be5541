import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { demoRecords } from '../district/demo/cards.ts';
import { type District, startDistrict } from '../district/district.ts';
import { developmentCatalogueSigner } from '../district/roster/keys.ts';
import { StartFault } from '../district/start-fault.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { unknownSites } from './district/code-request.ts';
import { COMMANDS } from './district/commands.ts';
import { keysToRunWith } from './district/key-options.ts';
import { answerLinesOf, eventLine, type OfficeAnswer, readyLines } from './district/lines.ts';
import { OFFICE_USAGE, readOfficeLine } from './district/office-line.ts';
import { type DistrictArguments, readArguments, USAGE } from './district/options.ts';
import { startTroubleWords } from './input/file-words.ts';
import { asksForHelp } from './input/options-of.ts';
import { abortOnSignals } from './input/stop-signal.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { OFFICE_FOLDER } from './start/build-app.ts';

keepFilesPrivate();
await main();

/** `npm run district`: the reference district server in this process, until Ctrl-C; or one of `COMMANDS`. */
async function main(): Promise<void> {
  const [first = '', ...rest] = process.argv.slice(2);
  const command = COMMANDS.get(first);
  if (command !== undefined) {
    if (asksForHelp(rest)) return say(command.usage);
    process.exitCode = await command.run(rest, process.env['DATABASE_URL'], { say, complain });
    return;
  }
  const read = readArguments(process.argv.slice(2), process.env['DATABASE_URL']);
  switch (read.kind) {
    case 'help':
      say(USAGE);
      return;
    case 'wrong':
      complain(`${read.message}\n\n${USAGE}`);
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
  const first = args.siteIds.length > 0 ? args.siteIds : args.demo ? district.siteIds : null;
  const unknown = unknownSites(district.siteIds, first ?? []);
  if (unknown !== null) {
    complain(unknown);
    process.exitCode = 1;
    await district.close();
    return;
  }
  const code = first === null ? null : await district.createEnrolmentCode({ siteIds: first });
  const doors = args.demo
    ? { officers: await district.createDemoOfficers(), first: null }
    : { officers: [], first: await district.createFirstLink() };
  const stopping = new AbortController();
  abortOnSignals(stopping);
  stopping.signal.addEventListener('abort', () => {
    process.stdin.destroy();
    void district.close();
  });
  if (args.json) {
    const { url, docsUrl: docs } = district;
    const officeToken = await district.createRunToken();
    say(JSON.stringify({ url, code, docs, officeToken, ...doors }));
    // A parent that dies without a word closes our standard input: no orphan stays.
    void answerLines({ district, isDemo: args.demo }, stopping, (answer) => JSON.stringify(answer)).then(() =>
      stopping.abort(),
    );
    return;
  }
  const cards = await district.countCards();
  say(readyLines({ district, storage: args.storage, cards, code, ...doors, now: Date.now() }));
  const answered = answerLines({ district, isDemo: args.demo }, stopping, (answer) =>
    answerLinesOf(answer, Date.now()),
  );
  // A pipe, a file or nothing at all ends while a service goes on; at a terminal its end is meant.
  if (process.stdin.isTTY) void answered.then(() => stopping.abort());
}

/** Null, with one line on standard error, where the district cannot run here. */
async function startOrExplain(args: DistrictArguments): Promise<District | null> {
  try {
    const { keys, catalogue: source } = await keysToRunWith(args.keys, complain);
    return await startDistrict({
      storage: args.storage,
      host: args.host,
      port: args.port,
      catalogue: source,
      keys,
      seed: args.demo ? demoRecords : [],
      hasDemoStaff: args.demo,
      strangers: args.demo ? [] : demoRecords.map(({ cardNumber }) => cardNumber),
      docs: args.docs,
      officeFolder: OFFICE_FOLDER,
      ...(args.keys.demo ? { catalogueSigner: developmentCatalogueSigner } : {}),
      trustProxy: args.trustProxy,
      log: (event) => complain(eventLine(event)),
    });
  } catch (thrown) {
    const isForeseen = thrown instanceof StartFault || thrown instanceof CommandFault;
    complain(isForeseen ? thrown.message : startTroubleWords(thrown, placeWords(args.storage)));
    return null;
  }
}

function placeWords(storage: DistrictArguments['storage']): string {
  return storage.kind === 'pglite' ? resolve(storage.folder ?? '') : 'PostgreSQL';
}

interface Office {
  readonly district: District;
  /** A demo gives codes for all sites. */
  readonly isDemo: boolean;
}

/** Answers each line of standard input after the one before it; resolves at its end. */
async function answerLines(
  office: Office,
  stopping: AbortController,
  wordsOf: (answer: OfficeAnswer) => string,
): Promise<void> {
  // Readline is not told of faults of its input, so an input that breaks is made to end.
  process.stdin.on('error', () => process.stdin.destroy());
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      say(wordsOf(await answerTo(office, line)));
    } catch (thrown) {
      // The database may be unreachable for a while; that is no reason to end.
      if (!stopping.signal.aborted) complain(`not done: ${messageOf(thrown)}`);
    }
  }
}

async function answerTo({ district, isDemo }: Office, line: string): Promise<OfficeAnswer> {
  const asked = readOfficeLine(line);
  switch (asked.kind) {
    case 'code': {
      const siteIds = asked.siteIds ?? (isDemo ? district.siteIds : null);
      if (siteIds === null) return { error: `name the sites of the kiosk: ${OFFICE_USAGE}` };
      const unknown = unknownSites(district.siteIds, siteIds);
      if (unknown !== null) return { error: unknown };
      return { code: await district.createEnrolmentCode({ kioskName: asked.kioskName, siteIds }) };
    }
    case 'token': {
      const made = await district.createToken(asked.order);
      return made.ok ? { token: made.value.token } : { error: made.refusal.message };
    }
    case 'deny':
      await district.denyCard(asked.denial);
      return { denied: asked.denial.cardNumber };
    case 'allow':
      return { allowed: asked.cardNumber, wasDenied: await district.allowCard(asked.cardNumber) };
    case 'wrong':
      return { error: asked.message };
  }
}
