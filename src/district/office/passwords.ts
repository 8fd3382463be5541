import { type Argon2Parameters, argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { OFFICE_POLICY } from './policy.ts';

/** 19 MiB and two passes (OWASP): some 40 ms of one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

const argon2id = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** In the form of PHC strings: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost can rise one day. */
export async function hashOfPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = COST;
  const hash = await argon2id('argon2id', {
    message: plain(password),
    nonce,
    tagLength: HASH_BYTES,
    ...COST,
  });
  const parameters = `m=${memory},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${parameters}$${base64Of(nonce)}$${base64Of(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=([0-9]+),t=([0-9]+),p=([0-9]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether the password fits the hash. Without a hash (no such officer) it takes as long, and the answer is false. */
export async function isPasswordOf(password: string, phc: string | null): Promise<boolean> {
  const found = PHC.exec(phc ?? (await nobodysHash()));
  if (found === null) return false;
  const [, memory, passes, parallelism, salt = '', hash = ''] = found;
  const expected = Buffer.from(hash, 'base64');
  const given = await argon2id('argon2id', {
    message: plain(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(given, expected) && phc !== null;
}

let nobodys: Promise<string> | null = null;

function nobodysHash(): Promise<string> {
  nobodys ??= hashOfPassword(randomBytes(HASH_BYTES).toString('base64'));
  return nobodys;
}

/** Two keyboards may write one letter with its accent in two ways. */
function plain(password: string): string {
  return password.normalize('NFKC');
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

/** What is wrong with a new password, in words; null if nothing is. */
export function wrongPassword(password: string, name: string): string | null {
  const { passwordLengthMin, passwordClassesMin } = OFFICE_POLICY;
  const text = plain(password);
  if ([...text].length < passwordLengthMin) {
    return `密码至少 ${passwordLengthMin} 位 a password has ${passwordLengthMin} characters at least`;
  }
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((one) => one.test(text));
  if (classes.length < passwordClassesMin) {
    return `密码须含大写、小写、数字、符号中的至少 ${passwordClassesMin} 种 a password has ${passwordClassesMin} of capitals, small letters, digits and other characters at least`;
  }
  if (text.toLowerCase().includes(plain(name).toLowerCase())) {
    return '密码不能包含姓名 a password does not contain the name';
  }
  return null;
}

/** True if the password is one of these. */
export async function isOneOf(password: string, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if (await isPasswordOf(password, hash)) return true;
  return false;
}

/** Without letters and digits that are taken for each other. */
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const SMALL = 'abcdefghijkmnpqrstuvwxyz';
const DIGITS = '23456789';
const GROUPS = 3;

/** To be read aloud or written down once: three groups of a capital, two small letters and two digits. */
export function oneTimePassword(): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const group = () => [CAPITALS, SMALL, SMALL, DIGITS, DIGITS].map(pick).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
