import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEVELOPMENT_ROOT } from '../../district/keys.ts';
import { Catalogue } from '../../domain/catalogue.ts';
import { CatalogueFile, signCatalogue } from '../../domain/catalogue-file.ts';
import type { Language } from '../../domain/text.ts';
import { diffCatalogues } from './catalogue-diff.ts';
import { type CatalogueSource, readSource } from './catalogue-source.ts';
import type { Finding } from './finding.ts';
import { layOutJson } from './json-layout.ts';
import { boardOfCatalogue, boardOfSite } from './price-board.ts';

/** What a command says and how it ends. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

const SHIPPED_PATH = 'resources/catalogue.json';

const USAGE = [
  'npm run -s catalogue -- check FILE            what is wrong, a line each; exit 1 for an error',
  'npm run -s catalogue -- diff A B              what B changes for people, in words',
  'npm run -s catalogue -- show [--site S] [--file FILE]   the price board of a site, or of all',
  'npm run -s catalogue -- sign FILE             checks FILE and signs it in place with the development key',
  'npm run -s catalogue -- schema                the JSON Schema of the file, made from the code',
  'diff and show: --language zh|en',
];

/** Runs one subcommand. Files are read and (by `sign`) written; nothing is printed here. */
export function runCatalogueCommand(args: readonly string[]): CommandResult {
  const given = argumentsOf(args);
  if (given === null) return failed(USAGE);
  const { command, paths, site, file, language } = given;
  const [first, second] = paths;
  if (command === 'check' && first !== undefined) return check(first);
  if (command === 'diff' && first !== undefined && second !== undefined) return diff(first, second, language);
  if (command === 'show') return show(file ?? SHIPPED_PATH, site, language);
  if (command === 'sign' && first !== undefined) return sign(first);
  if (command === 'schema') return done([JSON.stringify(schemaOfFile(), null, 2)]);
  return failed(USAGE);
}

interface Given {
  readonly command: string | undefined;
  readonly paths: readonly string[];
  readonly site: string | undefined;
  readonly file: string | undefined;
  readonly language: Language;
}

function argumentsOf(args: readonly string[]): Given | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { site: { type: 'string' }, file: { type: 'string' }, language: { type: 'string' } },
    });
    const [command, ...paths] = positionals;
    const language = values.language ?? 'zh';
    if (language !== 'zh' && language !== 'en') return null;
    return { command, paths, site: values.site, file: values.file, language };
  } catch {
    return null;
  }
}

function check(path: string): CommandResult {
  const { findings } = readSource(path);
  const errors = findings.filter((finding) => finding.level === 'error').length;
  const summary = `${errors} errors, ${findings.length - errors} warnings`;
  return { lines: [...findings.map(lineOf), summary], exitCode: errors === 0 ? 0 : 1 };
}

function diff(pathBefore: string, pathAfter: string, language: Language): CommandResult {
  const before = readSource(pathBefore);
  const after = readSource(pathAfter);
  if (before.catalogue === null) return unreadable(before);
  if (after.catalogue === null) return unreadable(after);
  const changes = diffCatalogues(before.catalogue, after.catalogue, language);
  const none = language === 'zh' ? '没有改动' : 'No changes';
  return done(changes.length === 0 ? [none] : changes);
}

function show(path: string, siteId: string | undefined, language: Language): CommandResult {
  const source = readSource(path);
  const { catalogue } = source;
  if (catalogue === null) return unreadable(source);
  const siteIds = catalogue.sites.map((site) => site.id);
  if (siteId === undefined) {
    const boards = siteIds.flatMap((id) => ['', ...boardOfSite(catalogue, id, language)]);
    return done([...boardOfCatalogue(catalogue, language), ...boards]);
  }
  if (!siteIds.includes(siteId)) return failed([`unknown site ${siteId}; there are: ${siteIds.join(', ')}`]);
  return done(boardOfSite(catalogue, siteId, language));
}

function sign(path: string): CommandResult {
  const source = readSource(path);
  const errors = source.findings.filter(
    (finding) => finding.level === 'error' && finding.kind !== 'not-signed',
  );
  if (source.catalogue === null || errors.length > 0) return failed(errors.map(lineOf));
  const signed = { $schema: './catalogue.schema.json', ...signCatalogue(source.payload, DEVELOPMENT_ROOT) };
  writeFileSync(path, `${layOutJson(signed)}\n`);
  return done([`signed ${path} with the key ${DEVELOPMENT_ROOT.keyId}`]);
}

function schemaOfFile(): unknown {
  return z.toJSONSchema(CatalogueFile.extend({ payload: Catalogue }), { io: 'output' });
}

function lineOf(finding: Finding): string {
  return `${finding.level} ${finding.kind} ${finding.place}: ${finding.message}`;
}

function unreadable(source: CatalogueSource): CommandResult {
  return failed(source.findings.map(lineOf));
}

function done(lines: readonly string[]): CommandResult {
  return { lines, exitCode: 0 };
}

function failed(lines: readonly string[]): CommandResult {
  return { lines, exitCode: 1 };
}
