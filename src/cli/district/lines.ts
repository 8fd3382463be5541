import { resolve } from 'node:path';
import { notUnderstoodLine } from '../../catalogue-review/catalogue-words.ts';
import type { Storage } from '../../district/database/database.ts';
import type { District } from '../../district/district.ts';
import { ENROLMENT_CODE_LIFETIME_MS } from '../../district/kiosks/enrolment-code.ts';
import type { DemoOfficer } from '../../district/office/demo-officers.ts';
import type { DistrictEvent } from '../../district/services.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { OfficeRole } from '../../protocol/wire-office.ts';
import { OFFICE_USAGE } from './office-line.ts';

const FOLDER_DEFAULT = '.data/district';

/** What a person reads when the district is ready. */
export function readyLines({
  district,
  storage,
  cards,
  code,
  officers,
  first,
  now,
}: {
  readonly district: District;
  readonly storage: Storage;
  readonly cards: number;
  /** Null if no site was named. */
  readonly code: string | null;
  /** The officers of a demo. */
  readonly officers: readonly DemoOfficer[];
  /** Null if there is an administrator. */
  readonly first: string | null;
  readonly now: number;
}): string {
  return [
    '',
    `  区级服务已启动  District server  ${district.url}`,
    ...(district.docsUrl === null ? [] : [`  接口文档        API              ${district.docsUrl}`]),
    `  办公台          Office           ${district.url}/office`,
    `  数据            Data             ${placeOf(storage)}`,
    `  名册            Cards            ${cards}`,
    ...(first === null ? [] : firstLines(first)),
    ...(officers.length === 0 ? [] : officerLines(officers)),
    code === null ? NO_CODE_LINES : codeLines(code, now),
    '  Ctrl-C：停止                      Ctrl-C: stop',
    `  命令 Commands                     ${OFFICE_USAGE}`,
    '',
  ].join('\n');
}

/** The link makes the one who opens it the administrator. */
export function firstLines(link: string): readonly string[] {
  return [
    `  第一位管理员    First administrator  ${link}`,
    '                                   限用一次，24 小时内有效  once, within 24 hours',
  ];
}

const ROLES: Readonly<Record<OfficeRole, string>> = {
  administrator: '管理员 administrator',
  officer: '经办 officer',
  finance: '财务 finance',
  auditor: '审计 auditor',
  'venue-manager': '场馆负责人 venue manager',
};

/** A role in Chinese and English. */
export function roleWords(role: OfficeRole): string {
  return ROLES[role];
}

/** Who can sign in to a demo's office. */
export function officerLines(officers: readonly DemoOfficer[]): readonly string[] {
  return [
    '  演示账号（姓名、密码）  Officers of the demo: name, password',
    ...officers.map(({ name, role, password }) => `    ${name}  ${password}  ${roleWords(role)}`),
  ];
}

const NO_CODE_LINES = [
  '',
  '  登记码：输入 code --site 服务点编号   An enrolment code: type code --site ID',
  '',
].join('\n');

/** What a line of standard input was answered with; as JSON for a parent process. */
export type OfficeAnswer =
  | { readonly code: string }
  | { readonly token: string }
  | { readonly denied: string }
  | { readonly allowed: string; readonly wasDenied: boolean }
  | { readonly error: string };

/** The same for a person. */
export function answerLinesOf(answer: OfficeAnswer, now: number): string {
  if ('code' in answer) return codeLines(answer.code, now);
  if ('token' in answer) return tokenLines(answer.token);
  if ('denied' in answer) return `  已停用 Denied from the next round on: ${answer.denied}`;
  if ('error' in answer) return `  ${answer.error}`;
  return answer.wasDenied
    ? `  已恢复 Allowed again: ${answer.allowed}`
    : `  不在停用名单 Was not denied: ${answer.allowed}`;
}

/** An enrolment code, in two groups of four as one reads it aloud. */
export function codeLines(code: string, now: number): string {
  const until = wallMinuteOf(now + ENROLMENT_CODE_LIFETIME_MS).slice(-5);
  return [
    '',
    `  登记码          Enrolment code   ${code.slice(0, 4)} ${code.slice(4)}`,
    `                                   ${until} 前有效，限用一次  once, until ${until} (UTC+8)`,
    '',
  ].join('\n');
}

function tokenLines(token: string): string {
  return [
    '',
    `  访问令牌        Access token     ${token}`,
    '                                   只显示这一次，请存入只有您能读的文件，再用 --token-file FILE',
    '                                   shown once: keep it in a private file, for --token-file FILE',
    '',
  ].join('\n');
}

/** One line for the log. */
export function eventLine(event: DistrictEvent): string {
  switch (event.kind) {
    case 'kiosk-enrolled':
      return `kiosk enrolled: ${terminalLine(event.kioskName)} (${event.kioskId})`;
    case 'journal-forked':
      return `FORK: journal ${event.journalId} has a second entry ${event.seq}, kept in quarantine. Was a disk cloned?`;
    case 'discrepancy-opened':
      return `DISCREPANCY ${event.discrepancyId}: ${event.found}; see npm run district -- discrepancies`;
    case 'office-refused':
      return `WRONG ACCESS TOKEN from ${event.source}: ${event.tries} in 15 minutes`;
    case 'office-locked-out':
      return `LOCKED OUT after wrong passwords: a name or a source, from ${event.source}`;
    case 'catalogue-not-understood':
      return notUnderstoodLine(event.catalogue) ?? '';
    case 'notes-not-erased':
      return `NOTES PAST THEIR END WERE NOT ERASED: ${terminalLine(event.message)}; see npm run district -- notes`;
    case 'connection-lost':
      return `a connection to the database was lost: ${terminalLine(event.message)}`;
    case 'request-failed':
      return `${terminalLine(event.request)} failed: ${event.thrown instanceof Error ? event.thrown.stack : String(event.thrown)}`;
    default:
      return unreachable(event);
  }
}

/** PostgreSQL where a variable names one, else PGlite in a folder. */
export function storageOf(databaseUrl: string | undefined, folder = FOLDER_DEFAULT): Storage {
  return databaseUrl ? { kind: 'postgresql', url: databaseUrl } : { kind: 'pglite', folder };
}

function placeOf(storage: Storage): string {
  if (storage.kind === 'postgresql') return 'PostgreSQL (DATABASE_URL)';
  return storage.folder === null ? 'memory' : resolve(storage.folder);
}
