import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demoRecords } from '../district/demo/cards.ts';
import { demoTrayCards } from '../district/demo/signed-cards.ts';
import { type District, startDistrict } from '../district/district.ts';
import { shippedCatalogue } from '../district/roster/catalogue.ts';
import { developmentKeys } from '../district/roster/keys.ts';
import { StartFault } from '../district/start-fault.ts';
import { cleanEnvironment } from '../host/clean-environment.ts';
import { answerTo } from './desk/answers.ts';
import { type DeskTime, deskTime } from './desk/desk-time.ts';
import { type DeskOptions, type NamedDesk, readDeskArguments, USAGE } from './desk/options.ts';
import { openDesk, type ScriptedDesk } from './desk/scripted-desk.ts';
import { DEVELOPMENT_ROOTS_FILE, pinnedTrustIn } from './input/pinned-trust.ts';
import { abortOnSignals } from './input/stop-signal.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { inputLines, readSecret } from './input/text-input.ts';
import { PROJECT_FOLDER } from './start/build-app.ts';
import { foreignData, unusableFolder } from './start/early-checks.ts';

process.exitCode = await run(process.argv.slice(2));

/**
 * `npm run -s desk`: drives desks without a window. Exit code 0 if every line was done, 1 if one was not, 2 if a desk
 * could not start.
 */
async function run(args: readonly string[]): Promise<number> {
  cleanEnvironment(process.env);
  const parsed = readDeskArguments(args);
  if (parsed.kind === 'help') {
    say(USAGE);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    complain(`${parsed.message}\n\n${USAGE}`);
    return 2;
  }
  const { dataFolder } = parsed.options;
  const folder = dataFolder === null ? mkdtempSync(join(tmpdir(), 'kiosk-desk-')) : resolve(dataFolder);
  const unusable = unusableFolder(folder);
  if (unusable !== null) {
    complain(unusable);
    return 2;
  }
  try {
    return await play(parsed.options, folder);
  } catch (thrown) {
    if (!(thrown instanceof CommandFault || thrown instanceof StartFault)) throw thrown;
    complain(thrown.message);
    return 2;
  } finally {
    if (dataFolder === null) rmSync(folder, { recursive: true, force: true });
  }
}

async function play(options: DeskOptions, folder: string): Promise<number> {
  const time = deskTime(options.at);
  const isDemo = options.districtUrl === null && !options.isOffline;
  const folders = options.desks.map(({ name }) => join(folder, 'desks', name, 'kiosk'));
  const foreign = isDemo ? foreignData(folder, folders) : null;
  if (foreign !== null) throw new CommandFault(foreign);
  const district = isDemo ? await demoDistrict(join(folder, 'district'), time.clock.now) : null;
  const desks = new Map<string, ScriptedDesk>();
  try {
    for (const [index, named] of options.desks.entries()) {
      if (district?.siteIds.includes(named.siteId) === false) {
        throw new CommandFault(
          `没有这个服务点 no such site: ${named.siteId}\n${district.siteIds.join('\n')}`,
        );
      }
      const enrolmentCode = district
        ? await district.createEnrolmentCode({ siteIds: [named.siteId] })
        : codeOf(options, index);
      const access = { enrolmentCode, districtUrl: district?.url ?? options.districtUrl, isDemo };
      desks.set(named.name, await opened(named, { options, folder, time, ...access }));
    }
    return await answerLines(desks, time);
  } finally {
    const ends = await Promise.allSettled([...desks.values()].map((desk) => desk.close()));
    time.end();
    await district?.close();
    for (const end of ends) if (end.status === 'rejected') complain(String(end.reason.message));
  }
}

async function opened(
  { name, siteId }: NamedDesk,
  parts: {
    readonly options: DeskOptions;
    readonly folder: string;
    readonly time: DeskTime;
    readonly enrolmentCode: string | null;
    readonly districtUrl: string | null;
    readonly isDemo: boolean;
  },
): Promise<ScriptedDesk> {
  const { options, time, enrolmentCode, districtUrl, isDemo } = parts;
  const folder = join(parts.folder, 'desks', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const desk = await openDesk({
    ...{ folder, time, siteId, enrolmentCode, districtUrl },
    isLineUp: !options.isOffline,
    pinnedTrust: pinnedTrustIn(
      options.rootsFile ?? join(PROJECT_FOLDER, 'resources', DEVELOPMENT_ROOTS_FILE),
    ),
    demoCards: isDemo ? demoTrayCards() : undefined,
  });
  // A clerk would have the roster before the first card comes.
  if (!options.isOffline) await desk.sync();
  return desk;
}

/** A line for each desk, in their order. A code works once, and an enrolled desk needs none. Throws `CommandFault`. */
function codeOf({ codeFile }: DeskOptions, index: number): string | null {
  if (codeFile === null) return null;
  const read = readSecret(codeFile);
  if (!read.ok) throw new CommandFault(read.reason);
  return read.text.trim().split(/\s*\n\s*/)[index] ?? null;
}

async function answerLines(desks: ReadonlyMap<string, ScriptedDesk>, time: DeskTime): Promise<number> {
  let code = 0;
  const stopping = new AbortController();
  abortOnSignals(stopping);
  stopping.signal.addEventListener('abort', () => process.stdin.destroy());
  for await (const line of inputLines()) {
    if (!line.ok) {
      say(
        JSON.stringify({
          desk: null,
          do: null,
          ok: false,
          error: { kind: 'not-text', message: line.reason },
        }),
      );
      return 1;
    }
    if (line.text.trim() === '') continue;
    const answer = await answerTo({ desks, time }, line.text);
    if (!answer.ok) code = 1;
    say(JSON.stringify(answer));
    for (const desk of desks.values()) await desk.keep();
  }
  return code;
}

/** A demo district in this process; it uses the clock of its desks. `folder` null: in memory. Throws `StartFault`. */
export async function demoDistrict(folder: string | null, now: () => number): Promise<District> {
  return startDistrict({
    storage: { kind: 'pglite', folder },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    seed: demoRecords,
    hasDemoStaff: true,
    now,
  });
}
