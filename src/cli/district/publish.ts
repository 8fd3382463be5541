import { publishCatalogue } from '../../district/roster/published-catalogue.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { CataloguePublished } from '../../protocol/wire-catalogue.ts';
import { optionsOf } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { readTextInput, refusedOnCommandLine } from '../input/text-input.ts';
import type { ImportOutput } from './import.ts';
import { trustToReadWith } from './key-options.ts';
import { storageOf } from './lines.ts';
import { OFFICE_LINE_USAGE, OFFICE_OPTIONS, officeClient, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { runOrExplain, withStoreOrNew } from './run-or-explain.ts';

export const PUBLISH_USAGE = `npm run district -- catalogue publish FILE [--json] (--keys FOLDER | --demo) [--data FOLDER]
                               | --url URL --token-file FILE

  Puts a signed catalogue into the district. Its signature is checked, and its version must be higher than any that the
  district has had. The district serves it to its kiosks from its date (validFrom) on, or at once if it has none, also
  after it was started anew with an older file. Exit 1 if it was refused. Sign it with npm run -s catalogue -- sign.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const FILE_WANTED = '要写明 catalogue publish FILE';

/** `npm run district -- catalogue publish`: answers the exit code; 2 where nothing could be tried. */
export async function publish(
  args: readonly string[],
  databaseUrl: string | undefined,
  { say, complain }: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readPublishArguments(args);
  if (typeof given === 'string') {
    complain(given);
    return 2;
  }
  const { url, file } = given;
  return runOrExplain(complain, async () => {
    const read = readTextInput(file);
    if (!read.ok) throw new CommandFault(read.reason);
    const published =
      url === undefined
        ? await publishStored({ given, databaseUrl, complain }, read.text)
        : readOffice(
            await officeClient({ ...given, url })('catalogue', { file: read.text }),
            CataloguePublished,
          );
    const isPublished = published.kind === 'published';
    if (given.json === true) say(JSON.stringify(published));
    else (isPublished ? say : complain)(`${file}: ${publishedWords(published)}`);
    return isPublished ? 0 : 1;
  });
}

async function publishStored(
  parts: {
    readonly given: PublishArguments;
    readonly databaseUrl: string | undefined;
    readonly complain: (line: string) => void;
  },
  text: string,
): Promise<CataloguePublished> {
  const { given, databaseUrl, complain } = parts;
  const { catalogue } = await trustToReadWith(keyPlaceOf(given));
  return withStoreOrNew(storageOf(databaseUrl, given.data), complain, (store) =>
    publishCatalogue({ store, now: Date.now }, catalogue, text),
  );
}

function publishedWords(published: CataloguePublished): string {
  switch (published.kind) {
    case 'published': {
      const { version, validFrom, isInForce, notUnderstood } = published;
      const when = isInForce ? '现在生效 in force now' : `${validFrom} 起生效 in force from ${validFrom} on`;
      const unknown =
        notUnderstood.length === 0
          ? ''
          : `\n  本版本不认识 this release does not know: ${terminalLine(notUnderstood.join(', '))}`;
      return `已发布第 ${version} 版 published version ${version}, ${when}${unknown}`;
    }
    case 'not-trusted':
      return `没有发布：签名或内容不可信 not published: not to be trusted: ${published.fault}, ${terminalLine(published.message)}`;
    case 'not-newer':
      return `没有发布：第 ${published.version} 版不比已有的第 ${published.held} 版新，请提高版本号再签名 not published: version ${published.version} is not higher than ${published.held}, which the district has; raise it and sign again`;
    case 'too-far-ahead':
      return `没有发布：第 ${published.version} 版跳得太远（已有第 ${published.held} 版），前台不会接受 not published: kiosks take no step from version ${published.held} to ${published.version}`;
    default:
      return unreachable(published);
  }
}

type PublishArguments = Exclude<ReturnType<typeof readPublishArguments>, string>;

function readPublishArguments(args: readonly string[]) {
  try {
    const { values, positionals } = optionsOf({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        json: { type: 'boolean' },
        ...OFFICE_OPTIONS,
        ...KEY_OPTIONS,
      },
    });
    if (values.token !== undefined) return refusedOnCommandLine('--token');
    const [verb, file, ...more] = positionals;
    if (verb !== 'publish' || file === undefined || more.length > 0)
      return `${FILE_WANTED}\n\n${PUBLISH_USAGE}`;
    return { ...values, file };
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${PUBLISH_USAGE}`;
  }
}
