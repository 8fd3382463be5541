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
