import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyList, signKeyList } from '../../domain/trust/key-list.ts';
import { fingerprintOf } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import type { KeyArguments } from './key-arguments.ts';
import { keyFileOf, LIST_FILE, publicFileOf, ROLES, ROOTS_FILE } from './key-folder.ts';
import { type Ceremony, daysInForce, listed, type Made, made, rootEntry } from './made-key.ts';
import { writeNew } from './safe-write.ts';

const FIRST_ROLES = ['card', 'catalogue', 'server'] as const;

/** Makes everything that a district needs; asks for all passphrases before the first file is written. */
export async function initKeys(
  args: Extract<KeyArguments, { kind: 'init' }>,
  ceremony: Ceremony,
): Promise<void> {
  const { folder } = args;
  const { today, say } = ceremony;
  const days = daysInForce(args.until, today);
  const rootIds = Array.from({ length: args.roots }, (_, index) => `root-${index + 1}`);
  const offline = args.offline.length > 0 ? args.offline : [join(folder, ROLES.root.part)];
  const rootFiles = rootIds.map((keyId) => offline.map((part) => join(part, `${keyId}.key.json`)));
  const targets = [
    ...rootFiles.flat(),
    ...FIRST_ROLES.map((role) => keyFileOf(folder, role, `${ROLES[role].prefix}-1`)),
    publicFileOf(folder, ROOTS_FILE),
    publicFileOf(folder, LIST_FILE),
  ];
  const there = targets.find((file) => existsSync(file));
  if (there !== undefined) throw new CommandFault(`${there} is there already; nothing was changed`);
  const otherIds = FIRST_ROLES.map((role) => `${ROLES[role].prefix}-1`);
  ceremony.passphrases.expect([...rootIds, ...otherIds]);
  const roots: Made[] = [];
  for (const keyId of rootIds) roots.push(await made('root', keyId, ceremony));
  const others: Made[] = [];
  for (const role of FIRST_ROLES) others.push(await made(role, `${ROLES[role].prefix}-1`, ceremony));
  const [first] = roots;
  if (first === undefined) throw new CommandFault('there must be a root');
  const list: KeyList = { format: 1, serial: 1, ...days, keys: others.map((one) => listed(one, days)) };
  const trusted = { keys: roots.map(({ sealed }) => rootEntry(sealed, today)) };
  // The public files come last: while they are missing, no command accepts the folder as complete.
  for (const [index, { sealed }] of roots.entries()) {
    for (const file of rootFiles[index] ?? []) writeNew(file, sealed);
  }
  for (const { sealed } of others) writeNew(keyFileOf(folder, sealed.role, sealed.keyId), sealed);
  writeNew(publicFileOf(folder, ROOTS_FILE), trusted);
  writeNew(publicFileOf(folder, LIST_FILE), signKeyList(list, first.signer));
  for (const files of rootFiles) say(`根密钥 root secret: ${files.join('  ')}`);
  if (args.offline.length === 0) {
    say(
      '请把 offline 文件夹移到两只U盘上，再从本机删除。Move the folder offline to two sticks, and off this machine.',
    );
  }
  for (const { sealed } of others) say(`${sealed.keyId}: ${keyFileOf(folder, sealed.role, sealed.keyId)}`);
  say(`公开文件 public files: ${publicFileOf(folder, ROOTS_FILE)}  ${publicFileOf(folder, LIST_FILE)}`);
  for (const { id, publicKeyHex } of trusted.keys)
    say(`根的指纹 fingerprint of ${id}: ${fingerprintOf(publicKeyHex)}`);
}
