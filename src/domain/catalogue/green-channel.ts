import type { Site } from './catalogue.ts';

/**
 * Where the guide has holders served first (2, 3 and 8), for a site that does not say: catalogues that were signed
 * before they named their green channels are still in force. A new kind of site says it itself.
 */
const OF_KIND: Readonly<Record<Site['kind'], boolean>> = {
  pool: false,
  gymnasium: false,
  'sports-club': false,
  'sports-centre': false,
  library: false,
  'culture-centre': false,
  'service-hall': true,
  'business-registration': true,
  'tax-office': true,
  hospital: true,
  'health-centre': false,
  'legal-desk': false,
  'district-office': false,
  other: false,
};

/** True for a site whose desk serves holders first. */
export function hasGreenChannel({ kind, greenChannel }: Pick<Site, 'kind' | 'greenChannel'>): boolean {
  return greenChannel ?? OF_KIND[kind];
}

/** What a desk gives, and so how it speaks: priority (优先办理), a venue's prices and places (优惠), or a service. */
export type DeskManner = 'priority' | 'venue' | 'service';

const VENUES: ReadonlySet<Site['kind']> = new Set([
  'pool',
  'gymnasium',
  'sports-club',
  'sports-centre',
  'library',
  'culture-centre',
]);

export function deskMannerOf(site: Pick<Site, 'kind' | 'greenChannel'>): DeskManner {
  if (hasGreenChannel(site)) return 'priority';
  return VENUES.has(site.kind) ? 'venue' : 'service';
}
