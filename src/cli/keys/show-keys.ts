import { join } from 'node:path';
import { plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import { fingerprintOf, type SigningKey } from '../../domain/trust/signing-key.ts';
import { type KeyFolder, keyFilesIn, ROLES } from './key-folder.ts';

/** A warning comes this long before a key ends, so that there is time to roll it. */
const ENDS_SOON_DAYS = 60;

/** What is in force, a line each. */
export function linesOfKeys({ folder, roots, signed, list }: KeyFolder, today: WallDate): readonly string[] {
  const parts = [...new Set(Object.values(ROLES).map(({ part }) => part))];
  const files = parts.flatMap((part) => keyFilesIn(join(folder, part)));
  const fileOf = (publicKeyHex: string) =>
    files.find(({ key }) => key.publicKeyHex === publicKeyHex)?.file ?? '（不在此 not here）';
  return [
    `根 roots`,
    ...roots.keys.map(
      ({ id, publicKeyHex }) => `  ${id}  ${fingerprintOf(publicKeyHex)}  ${fileOf(publicKeyHex)}`,
    ),
    `名单 list of keys: 第 ${list.serial} 号 serial ${list.serial}, ${signed.keyId} 签名 signed by ${signed.keyId}, ${list.validFrom} – ${list.validUntil}`,
    ...list.keys.map(
      (key) =>
        `  ${key.id}  ${stateWords(key, today)}  ${key.validFrom} – ${key.validUntil}  ${key.purposes.join(',')}  ${fingerprintOf(key.publicKeyHex)}  ${fileOf(key.publicKeyHex)}`,
    ),
  ];
}

/** Words for where a key stands on that day. */
function stateWords({ validFrom, validUntil }: SigningKey, today: WallDate): string {
  if (today > validUntil) return '已停用 withdrawn';
  if (today < validFrom) return '未开始 not yet';
  return plusDays(today, ENDS_SOON_DAYS) > validUntil ? '快到期 ends soon' : '有效 in force';
}
