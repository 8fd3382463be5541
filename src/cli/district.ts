import { createInterface } from 'node:readline';
import { demoRecords } from '../district/demo/cards.ts';
import { type District, startDistrict } from '../district/district.ts';
import { developmentCatalogueSigner } from '../district/roster/keys.ts';
import { StartFault } from '../district/start-fault.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { AUDIT_USAGE, audit } from './district/audit.ts';
import { BACKUP_USAGE, backUp } from './district/backup.ts';
import { CARDS_USAGE } from './district/cards/card-order.ts';
import { officeCards } from './district/cards.ts';
import { CATALOGUE_USAGE, catalogue } from './district/catalogue.ts';
import { CODE_USAGE, enrolmentCode } from './district/code.ts';
import { unknownSites } from './district/code-request.ts';
import { DISCREPANCIES_USAGE, officeDiscrepancies } from './district/discrepancies.ts';
import { ERASURES_USAGE, officeErasures } from './district/erasures.ts';
import { IMPORT_USAGE, importFiles } from './district/import.ts';
import { keysToRunWith } from './district/key-options.ts';
import { KIOSKS_USAGE, officeKiosks } from './district/kiosks.ts';
import { answerLinesOf, eventLine, type OfficeAnswer, readyLines } from './district/lines.ts';
import { NOTES_USAGE, notes } from './district/notes.ts';
import { NOTICES_USAGE, officeNotices } from './district/notices.ts';
import { OFFICE_USAGE, readOfficeLine } from './district/office-line.ts';
import { OFFICERS_USAGE } from './district/officers/officer-order.ts';
import { officers } from './district/officers.ts';
import { type DistrictArguments, readArguments, USAGE } from './district/options.ts';
import { PROJECT_USAGE, projectEntries } from './district/project.ts';
import { officeQuarantine, QUARANTINE_USAGE } from './district/quarantine.ts';
import { officeRecords, RECORDS_USAGE } from './district/records.ts';
import { REPORT_USAGE, report } from './district/report.ts';
import { RESTORE_USAGE, restore } from './district/restore.ts';
import { officeRights, RIGHTS_USAGE } from './district/rights.ts';
import { SESSIONS_USAGE, sessions } from './district/sessions.ts';
import { SETTLE_USAGE, settleMonth } from './district/settle.ts';
import { STAFF_USAGE } from './district/staff/staff-order.ts';
import { staff } from './district/staff.ts';
import { CHECK_USAGE, check, ROLL_USAGE, roll } from './district/upkeep.ts';
import { asksForHelp } from './input/options-of.ts';
import { abortOnSignals } from './input/stop-signal.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { OFFICE_FOLDER } from './start/build-app.ts';

/** The commands that run without a server. */
const COMMANDS = new Map([
  ['import', { run: importFiles, usage: IMPORT_USAGE }],
  ['cards', { run: officeCards, usage: CARDS_USAGE }],
  ['erasures', { run: officeErasures, usage: ERASURES_USAGE }],
  ['discrepancies', { run: officeDiscrepancies, usage: DISCREPANCIES_USAGE }],
  ['quarantine', { run: officeQuarantine, usage: QUARANTINE_USAGE }],
  ['project', { run: projectEntries, usage: PROJECT_USAGE }],
  ['notices', { run: officeNotices, usage: NOTICES_USAGE }],
  ['notes', { run: notes, usage: NOTES_USAGE }],
  ['kiosks', { run: officeKiosks, usage: KIOSKS_USAGE }],
  ['backup', { run: backUp, usage: BACKUP_USAGE }],
  ['restore', { run: restore, usage: RESTORE_USAGE }],
  ['check', { run: check, usage: CHECK_USAGE }],
  ['roll-epoch', { run: roll, usage: ROLL_USAGE }],
  ['records', { run: officeRecords, usage: RECORDS_USAGE }],
  ['rights', { run: officeRights, usage: RIGHTS_USAGE }],
  ['report', { run: report, usage: REPORT_USAGE }],
  ['settle', { run: settleMonth, usage: SETTLE_USAGE }],
  ['catalogue', { run: catalogue, usage: CATALOGUE_USAGE }],
  ['code', { run: enrolmentCode, usage: CODE_USAGE }],
  ['officers', { run: officers, usage: OFFICERS_USAGE }],
  ['staff', { run: staff, usage: STAFF_USAGE }],
  ['sessions', { run: sessions, usage: SESSIONS_USAGE }],
  ['audit', { run: audit, usage: AUDIT_USAGE }],
]);

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
    if (!(thrown instanceof StartFault || thrown instanceof CommandFault)) throw thrown;
    complain(thrown.message);
    return null;
  }
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
