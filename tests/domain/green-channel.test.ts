import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { hasGreenChannel } from '../../src/domain/catalogue/green-channel.ts';
import { shipped } from './shipped.ts';

describe('holders are served first', () => {
  test('in the halls of the guide and in its hospitals (2.1.1, 2.2.1, 3.1, 3.2, 8.1)', () => {
    const sites = shipped().sites.filter(hasGreenChannel);
    expect(sites.map(({ id }) => id)).toEqual([
      'service-hall',
      'business-registration',
      'tax-office',
      'liwan-central-hospital',
      'liwan-peoples-hospital',
      'liwan-tcm-hospital',
      'liwan-orthopaedic-hospital',
      'liwan-maternity-hospital',
    ]);
  });

  test('as the catalogue itself says of every site, no other than one that does not say', () => {
    const { sites } = shipped();
    expect(sites.filter(({ greenChannel }) => greenChannel === undefined)).toEqual([]);
    const unsaid = sites.map(({ greenChannel: _, ...site }) => site);
    expect(unsaid.map(hasGreenChannel)).toEqual(sites.map(hasGreenChannel));
  });

  test.each([
    ['pool', true, true],
    ['pool', false, false],
    ['hospital', false, false],
    ['hospital', true, true],
    ['a kind of next year', true, true],
    ['a kind of next year', undefined, false],
    // A field that is not known here leaves the rest of the site in force.
    ['hospital', 'on Mondays', true],
    ['pool', { from: '2027-01-01' }, false],
  ])('at a site of kind %s that says %j: %j', (kind, greenChannel, expected) => {
    const { payload, id } = withSite({ kind, ...(greenChannel === undefined ? {} : { greenChannel }) });
    const site = Catalogue.parse(payload).sites.find((candidate) => candidate.id === id);
    expect(site && hasGreenChannel(site)).toBe(expected);
  });
});

function withSite(said: object): { readonly id: string; readonly payload: unknown } {
  const { sites, ...rest } = shipped();
  const id = 'planted-site';
  const site = { id, name: { zh: '新馆', en: 'New hall' }, clause: '5.6', ...said };
  return { id, payload: { ...rest, sites: [...sites, site] } };
}
