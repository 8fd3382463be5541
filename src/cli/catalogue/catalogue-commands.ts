import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import { diffCatalogues } from '../../catalogue-review/catalogue-diff.ts';
import { boardOfCatalogue, boardOfSite } from '../../catalogue-review/price-board.ts';
import type { Remark } from '../../catalogue-review/remark.ts';
import { layOutJson } from '../../domain/base/json-text.ts';
import type { Language } from '../../domain/base/text.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { CatalogueFile, signCatalogue } from '../../domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../domain/trust/development-keys.ts';
import { keysOf } from '../../domain/trust/key-list.ts';
import type { Signer } from '../../domain/trust/signed-text.ts';
import { fileWordsInBoth, shapeWords } from '../input/file-words.ts';
import { asksForHelp, optionsOrWords, TEXT } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { signerIn } from '../keys/key-file.ts';
import { LIST_FILE, listIn, ROOTS_FILE, rootsIn } from '../keys/key-folder.ts';
import { passphrasesOf } from '../keys/passphrase.ts';
import { type CatalogueSource, type CatalogueTrust, readSource } from './catalogue-source.ts';
import { guideFaults } from './guide/guide-check.ts';
import { guidePage } from './guide/guide-page.ts';
import { type Guide, shippedGuide } from './guide/guide-sentences.ts';

/** What a command says and how it ends. */
export interface CommandResult {
  readonly lines: readonly string[];
  /** 1: the catalogue or the key is at fault; 2: the command cannot be run as it was given, and `lines` say why. */
  readonly exitCode: 0 | 1 | 2;
}

const SHIPPED_PATH = 'resources/catalogue.json';

const USAGE = [
  'npm run -s catalogue -- check FILE            what is wrong, a line each; exit 1 for an error',
  'npm run -s catalogue -- diff A B              what B changes for people, in words',
  'npm run -s catalogue -- show [--site S] [--file FILE]   the price board of a site, or of all',
  'npm run -s catalogue -- guide [--file FILE]   the service guide sentence by sentence, and what does it (Markdown)',
  'npm run -s catalogue -- sign FILE [--key FILE [--passphrase-file FILE]] [--out FILE]',
  '      checks FILE and signs it, in place or into --out, with a catalogue key or a root of npm run keys; without a',
  '      key with the development key, for demos',
  'npm run -s catalogue -- schema                the JSON Schema of the file, made from the code',
  'diff and show: --language zh|en',
  'all: --keys FOLDER   whose signature counts: a folder with roots.json and key-list.json; else the development root',
];

/** The key that `sign` is to sign with; the development root where none is named. Throws `CommandFault`. */
export async function catalogueSignerOf(args: readonly string[]): Promise<Signer> {
  const given = argumentsOf(args);
  if (typeof given === 'string' || given.key === undefined) return DEVELOPMENT_ROOT;
  return signerIn(given.key, ['catalogue', 'root'], passphrasesOf(given.passphraseFile ?? null));
}

/** Runs one subcommand. Files are read and (by `sign`) written; nothing is printed here. */
export function runCatalogueCommand(args: readonly string[], signer = DEVELOPMENT_ROOT): CommandResult {
  if (asksForHelp(args)) return { lines: USAGE, exitCode: 0 };
  const given = argumentsOf(args);
  if (typeof given === 'string') return misused(given);
  try {
    return run(given, signer);
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    return { lines: [thrown.message], exitCode: 2 };
  }
}

function run(given: Given, signer: Signer): CommandResult {
  const { command, paths, site, file, language } = given;
  const [first, second] = paths;
  const catalogueTrust = catalogueTrustIn(given.keys);
  if (command === 'check' && first !== undefined) return check(first, catalogueTrust);
  if (command === 'diff' && first !== undefined && second !== undefined) {
    return diff(first, second, { language, catalogueTrust });
  }
  if (command === 'show') return show(file ?? SHIPPED_PATH, site, { language, catalogueTrust });
  if (command === 'sign' && first !== undefined)
    return sign(first, { out: given.out ?? null, signer, catalogueTrust });
  if (command === 'guide') return guide(file ?? SHIPPED_PATH, catalogueTrust);
  if (command === 'schema') return done([JSON.stringify(schemaOfFile(), null, 2)]);
  return misused(whatIsMissing(command, paths.length));
}

/** Says what is missing from the command line, or that there is no such command. */
function whatIsMissing(command: string | undefined, files: number): string {
  if (command === undefined)
    return '要写明做什么 a command is needed: check, diff, show, guide, sign, schema';
  if (command === 'diff') {
    return `diff 要两个文件，只给了 ${files} 个 diff compares two files, A and B; ${files} given`;
  }
  if (command === 'check' || command === 'sign') return `${command} 要一个文件 ${command} needs a FILE`;
  return `没有这个命令 there is no command ${command}: check, diff, show, guide, sign, schema`;
}

function misused(what: string): CommandResult {
  return { lines: [what, '', ...USAGE], exitCode: 2 };
}

interface Given {
  readonly command: string | undefined;
  readonly paths: readonly string[];
  readonly site: string | undefined;
  readonly file: string | undefined;
  readonly language: Language;
  readonly keys: string | undefined;
  readonly key: string | undefined;
  readonly passphraseFile: string | undefined;
  readonly out: string | undefined;
}

/** Reads the arguments; a text says what is wrong with them. */
function argumentsOf(args: readonly string[]): Given | string {
  const given = optionsOrWords({
    args: [...args],
    allowPositionals: true,
    options: {
      site: TEXT,
      file: TEXT,
      language: TEXT,
      keys: TEXT,
      key: TEXT,
      'passphrase-file': TEXT,
      out: TEXT,
    },
  });
  if (typeof given === 'string') return given;
  const { values, positionals } = given;
  const [command, ...paths] = positionals;
  const { site, file, language = 'zh', keys, key, out } = values;
  if (language !== 'zh' && language !== 'en') return `--language ${language}: zh, en`;
  return {
    ...{ command, paths, site, file, language, keys, key, out },
    passphraseFile: values['passphrase-file'],
  };
}

/** Throws `CommandFault`. */
function catalogueTrustIn(folder: string | undefined): CatalogueTrust {
  if (folder === undefined) return { roots: trustedKeys };
  const roots = rootsIn(join(folder, ROOTS_FILE));
  const { list } = listIn(join(folder, LIST_FILE), roots);
  return { roots, listed: { keys: keysOf(list), date: wallDateOf(Date.now()) } };
}

function check(path: string, catalogueTrust: CatalogueTrust): CommandResult {
  const { remarks } = readSource(path, catalogueTrust);
  const errors = remarks.filter((remark) => remark.level === 'error').length;
  const summary = `${errors} errors, ${remarks.length - errors} warnings`;
  return { lines: [...remarks.map(lineOf), summary], exitCode: errors === 0 ? 0 : 1 };
}

interface View {
  readonly language: Language;
  readonly catalogueTrust: CatalogueTrust;
}

function diff(pathBefore: string, pathAfter: string, { language, catalogueTrust }: View): CommandResult {
  const before = readSource(pathBefore, catalogueTrust);
  const after = readSource(pathAfter, catalogueTrust);
  if (before.catalogue === null) return unreadable(before);
  if (after.catalogue === null) return unreadable(after);
  const changes = diffCatalogues(before.catalogue, after.catalogue, language);
  const none = language === 'zh' ? '没有改动' : 'No changes';
  return done(changes.length === 0 ? [none] : changes);
}

function show(path: string, siteId: string | undefined, { language, catalogueTrust }: View): CommandResult {
  const source = readSource(path, catalogueTrust);
  const { catalogue } = source;
  if (catalogue === null) return unreadable(source);
  const siteIds = catalogue.sites.map((site) => site.id);
  if (siteId === undefined) {
    const boards = siteIds.flatMap((id) => ['', ...boardOfSite(catalogue, id, language)]);
    return done([...boardOfCatalogue(catalogue, language), ...boards]);
  }
  if (!siteIds.includes(siteId))
    return failed([`没有这个服务点 no such site: ${siteId}; ${siteIds.join(', ')}`]);
  return done(boardOfSite(catalogue, siteId, language));
}

/** Prints `docs/guide-coverage.md`, or what of the guide and the catalogue does not fit together. */
function guide(path: string, catalogueTrust: CatalogueTrust): CommandResult {
  const source = readSource(path, catalogueTrust);
  if (source.catalogue === null) return unreadable(source);
  const sentences = readGuide();
  const faults = guideFaults(sentences, source.catalogue);
  return faults.length === 0 ? done(guidePage(sentences, source.catalogue)) : failed(faults);
}

function readGuide(): Guide {
  try {
    return shippedGuide();
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? shapeWords(thrown).join(' ') : fileWordsInBoth(thrown);
    throw new CommandFault(`resources/guide.json: 读不了 cannot be read: ${why}`);
  }
}

function sign(
  path: string,
  asked: { readonly out: string | null; readonly signer: Signer; readonly catalogueTrust: CatalogueTrust },
): CommandResult {
  const { out, signer, catalogueTrust } = asked;
  const source = readSource(path, catalogueTrust);
  const errors = source.remarks.filter((remark) => remark.level === 'error' && remark.kind !== 'not-signed');
  if (source.catalogue === null || errors.length > 0) return failed(errors.map(lineOf));
  const signed = signCatalogue(source.payload, signer);
  const schema = out === null ? { $schema: './catalogue.schema.json' } : {};
  try {
    writeFileSync(out ?? path, `${layOutJson({ ...schema, ...signed })}\n`);
  } catch (thrown) {
    throw new CommandFault(`${out ?? path}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
  }
  return done([`signed ${out ?? path} with the key ${signer.keyId}`]);
}

function schemaOfFile(): unknown {
  return z.toJSONSchema(CatalogueFile.extend({ payload: Catalogue }), { io: 'output' });
}

function lineOf(remark: Remark): string {
  return `${remark.level} ${remark.kind} ${remark.place}: ${remark.message}`;
}

function unreadable(source: CatalogueSource): CommandResult {
  return failed(source.remarks.map(lineOf));
}

function done(lines: readonly string[]): CommandResult {
  return { lines, exitCode: 0 };
}

function failed(lines: readonly string[]): CommandResult {
  return { lines, exitCode: 1 };
}
