import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { shownAddress } from '../../domain/base/typed-text.ts';
import { httpTransport, type LineAnswer, type LineRequest } from '../../host/district/district-transport.ts';
import { type Place, placeOf } from '../../host/district/line-address.ts';
import { proxyIn } from '../../host/district/line-proxy.ts';
import type { LineTrust } from '../../host/district/line-trust.ts';
import { lineFaultWords } from '../../host/start-words.ts';
import { WireError } from '../../protocol/wire.ts';
import { lineTrustOf } from '../input/line-trust.ts';
import { FLAG, optionsOf, TEXT } from '../input/options-of.ts';
import { CommandFault, CommandRefused } from '../input/terminal.ts';
import { readSecret, refusedOnCommandLine } from '../input/text-input.ts';

/** A whole forked journal: 100,000 entries of less than 1 KiB and what the district says of each. */
const REPLY_BYTES_MAX = 128 * 1024 * 1024;

/** How a command names a running district. */
const OFFICE_OPTIONS = {
  data: TEXT,
  url: TEXT,
  token: TEXT,
  'token-file': TEXT,
  ca: TEXT,
  'allow-http': FLAG,
} as const;

export const OFFICE_LINE_USAGE = `  --url URL       a district that runs: https:// anywhere, http:// on this machine alone
  --ca FILE       a certificate (PEM or DER) that vouches for that district; HTTPS_PROXY and NO_PROXY are honoured
  --allow-http    ask it without TLS: everybody on the way can read the token`;

/** A running district and the line trust that a technician gives this command for it. */
export interface OfficePlace {
  readonly url: string;
  readonly 'token-file'?: string | undefined;
  readonly ca?: string | undefined;
  readonly 'allow-http'?: boolean | undefined;
}

/** What a district answered; if it is not a success, its `status` decides what to say. */
export interface OfficeAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * The options of a command that asks stored data or a running district: its own, and those that name the district.
 * Throws what `optionsOf` does, and `CommandFault` if the token stands on the command line, where every user of the
 * machine reads it.
 */
export function officeOptionsOf<Own extends NonNullable<ParseArgsConfig['options']>>(config: {
  readonly args: string[];
  readonly allowPositionals?: boolean;
  readonly options: Own;
}): ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: boolean; options: Own & typeof OFFICE_OPTIONS }>
> {
  const { args, allowPositionals = false, options } = config;
  const { values } = parseArgs({ args, strict: false, options: OFFICE_OPTIONS });
  if (values.token !== undefined) throw new CommandFault(refusedOnCommandLine('--token'));
  return optionsOf({ args, allowPositionals, options: { ...options, ...OFFICE_OPTIONS } });
}

/** Asks a running district as its office, by the rules that a kiosk has for its line. */
export type OfficeClient = (path: string, body?: object | Uint8Array) => Promise<OfficeAnswer>;

const TOKEN_VARIABLE = 'OFFICE_TOKEN';
const TOKEN_MISSING = `--url 还要有办公令牌：--token-file FILE，或 --token-file - 从标准输入读，或环境变量 ${TOKEN_VARIABLE}。管理员在办公台的“人员与审计”里生成令牌，或在区平台的终端里输入 token --name NAME --role ROLE，或用 officers token。
--url needs an access token: an administrator makes one at /office (人员与审计), or types token --name NAME --role ROLE at the terminal of the district, or uses officers token. Then --token-file FILE, --token-file - for standard input, or the variable ${TOKEN_VARIABLE}.`;

/**
 * Throws `CommandFault` if the token or the certificate cannot be read.
 *
 * @param requestMsMax - for a question that takes the district long
 */
export function officeClient(place: OfficePlace, requestMsMax?: number): OfficeClient {
  const { url } = place;
  const lineTrust = lineTrustFor(place);
  const authorization = `Bearer ${tokenOf(place)}`;
  const transport = httpTransport({
    lineTrust,
    proxy: proxyIn(process.env),
    replyBytesMax: REPLY_BYTES_MAX,
    ...(requestMsMax === undefined ? {} : { requestMsMax }),
  });
  return async (path, body) =>
    answered(url, await transport(requestOf(placeOf(url, `office/${path}`), authorization, body)));
}

function tokenOf(place: OfficePlace): string {
  const file = place['token-file'];
  const variable = process.env[TOKEN_VARIABLE]?.trim();
  if (file === undefined && variable) return variable;
  if (file === undefined) throw new CommandFault(TOKEN_MISSING);
  const token = readSecret(file);
  if (!token.ok) throw new CommandFault(token.reason);
  return token.text;
}

function lineTrustFor({ url, ca, 'allow-http': allowsHttp = false }: OfficePlace): LineTrust | null {
  if (!URL.canParse(url)) throw new CommandFault(`${url}: ${lineWords('address-unusable')}`);
  const lineTrust = lineTrustOf({ districtUrl: url, authorityFile: ca ?? null, allowsHttp });
  if (typeof lineTrust === 'string') throw new CommandFault(lineTrust);
  return lineTrust;
}

function requestOf(place: Place, authorization: string, body: object | Uint8Array | undefined): LineRequest {
  if (body === undefined) return { method: 'GET', ...place, headers: { authorization }, body: null };
  if (body instanceof Uint8Array) {
    const headers = { authorization, 'content-type': 'application/octet-stream' };
    return { method: 'POST', ...place, headers, body: Buffer.from(body) };
  }
  const headers = { authorization, 'content-type': 'application/json' };
  return { method: 'POST', ...place, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** Throws `CommandFault` if no answer came, or only a part of one. */
function answered(url: string, answer: LineAnswer): OfficeAnswer {
  if (answer.kind !== 'answered') {
    throw new CommandFault(`${shownAddress(url)}: ${lineWords(answer.kind)} (${answer.detail})`);
  }
  const { status, body } = answer;
  if (body.kind !== 'whole') {
    throw new CommandFault(`${shownAddress(url)}: ${lineWords('nonsense')} (${body.kind})`);
  }
  return { status, text: body.text };
}

const TOO_LARGE =
  '内容太长，区平台没有收，什么也没有改；请缩短后再试 it is too long: the district did not take it, and nothing was changed. Shorten it and try again';
/** A district with these answers has understood what was asked of it. All other faults are about the way of asking. */
const ANSWERED_NO: readonly number[] = [400, 404, 409, 413, 422];

/**
 * The body of a successful answer. Throws `CommandRefused` with the district's own message if the answer is no, and
 * `CommandFault` if it was not asked in the right way or is not a district.
 */
export function readOffice<T>({ status, text }: OfficeAnswer, schema: z.ZodType<T>): T {
  const value = jsonOf(text);
  const read = status === 200 ? schema.safeParse(value) : null;
  if (read?.success === true) return read.data;
  if (status === 413) throw new CommandRefused(TOO_LARGE);
  const said = WireError.safeParse(value);
  const Fault = said.success && ANSWERED_NO.includes(status) ? CommandRefused : CommandFault;
  throw new Fault(
    said.success
      ? `区平台没有办理 the district refused: ${status} ${said.data.error.message}`
      : `${lineWords('nonsense')} (HTTP ${status})`,
  );
}

type FaultKind = Parameters<typeof lineFaultWords>[0];

/** Where an option of these commands helps. */
const HELP: Partial<Readonly<Record<FaultKind, readonly [zh: string, en: string]>>> = {
  'http-not-allowed': [
    '；路上的人都能看到办公令牌，确需如此用 --allow-http',
    '. Everybody on the way could read the token; --allow-http sends it all the same',
  ],
  'tls-self-signed': ['；用 --ca 给出证书', '; give it with --ca FILE'],
  'tls-unknown-authority': ['；用 --ca 给出该机构的证书', '; give that of the authority with --ca FILE'],
};

function lineWords(kind: FaultKind): string {
  const [zh, en] = lineFaultWords(kind);
  const [helpZh, helpEn] = HELP[kind] ?? ['', ''];
  return `${zh}${helpZh} ${en}${helpEn}`;
}
