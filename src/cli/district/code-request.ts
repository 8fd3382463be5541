import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { CodeRequest, KIOSK_NAME_LENGTH_MAX } from '../../protocol/wire-limits.ts';
import { type KeyPlace, keysToReadWith } from './key-options.ts';

/** What is wrong with `--name`, in words; null for a name that a kiosk may have. */
export function wrongKioskName(name: string | null): string | null {
  if (CodeRequest.shape.kioskName.safeParse(name).success) return null;
  return `--name：前台的名称应有 1 至 ${KIOSK_NAME_LENGTH_MAX} 个字，不能有控制字符或看不见的字符，没有生成登记码。The name of a kiosk needs 1 to ${KIOSK_NAME_LENGTH_MAX} characters, and none that commands a terminal or is not seen; no code was made.`;
}

/** The sites asked for that a district does not have, in words, with those that it has; null if it has all of them. */
export function unknownSites(known: readonly string[], asked: readonly string[]): string | null {
  const unknown = asked.filter((siteId) => !known.includes(siteId));
  if (unknown.length === 0) return null;
  return `没有这个服务点 no such site: ${unknown.join(', ')}\n${known.join('\n')}`;
}

/** Does the same with the catalogue that belongs to the stored data. */
export async function unknownSitesIn(place: KeyPlace, asked: readonly string[]): Promise<string | null> {
  const { sites } = verifyCatalogue((await keysToReadWith(place)).catalogue).catalogue;
  return unknownSites(
    sites.map(({ id }) => id),
    asked,
  );
}
