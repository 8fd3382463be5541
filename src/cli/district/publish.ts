import { publishCatalogue } from '../../district/roster/published-catalogue.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { CataloguePublished } from '../../protocol/wire-catalogue.ts';
import { FLAG } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { readTextInput } from '../input/text-input.ts';
import { keysToReadWith } from './key-options.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { officeCommand } from './run-or-explain.ts';

export const PUBLISH_USAGE = `npm run district -- catalogue publish FILE [--json] (--keys FOLDER | --demo) [--data FOLDER]
                               | --url URL --token-file FILE

  Puts a signed catalogue into the district. Its signature is checked, and its version must be higher than any that the
  district has had. The district serves it to its kiosks from its date (validFrom) on, or at once if it has none, also
  after it was started anew with an older file. Exit 1 if it was refused. Sign it with npm run -s catalogue -- sign.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const FILE_WANTED = '要写明 catalogue publish FILE';

/** `npm run district -- catalogue publish`: exit 2 if nothing could be tried. */
export const publish = officeCommand({
  usage: PUBLISH_USAGE,
  read: readPublishArguments,
  async run(given, district, { say, complain }) {
    const { file, json } = given;
    const read = readTextInput(file);
    if (!read.ok) throw new CommandFault(read.reason);
    const { text } = read;
    const published = await district.ask({
      async stored(data) {
        const { catalogue } = await keysToReadWith(keyPlaceOf(given));
        return data.openOrBegin((store) => publishCatalogue({ store, now: Date.now }, catalogue, text));
      },
      running: async (ask) => readOffice(await ask('catalogue', { file: text }), CataloguePublished),
    });
    const isPublished = published.kind === 'published';
    if (json === true) say(JSON.stringify(published));
    else (isPublished ? say : complain)(`${file}: ${publishedWords(published)}`);
    return isPublished ? 0 : 1;
  },
});

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

function readPublishArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      json: FLAG,
      ...KEY_OPTIONS,
    },
  });
  const [verb, file, ...more] = positionals;
  if (verb !== 'publish' || file === undefined || more.length > 0)
    return `${FILE_WANTED}\n\n${PUBLISH_USAGE}`;
  return { ...values, file };
}
