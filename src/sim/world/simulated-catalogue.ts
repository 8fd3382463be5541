import { readFileSync } from 'node:fs';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';

/** Desks with limits of every kind. */
export const SITES = [
  'xijiao-pool',
  'liwan-gymnasium',
  'liwan-gymnasium',
  'liwan-central-hospital',
  'liwan-peoples-hospital',
  'fangcun-sports-centre',
  'fangcun-sports-centre',
  'community-health-centre',
] as const;
/** Desks whose kiosks lease courts. Those of the first are sold by slots, those of the second by the minute. */
export const COURT_SITES = ['liwan-gymnasium', 'fangcun-sports-centre', 'fangcun-sports-centre'] as const;
/** Notes are kept for so few days that most telephone numbers reach their end within a run. */
export const NOTE_DAYS = 3;

const { payload } = JSON.parse(
  readFileSync(new URL('../../../resources/catalogue.json', import.meta.url), 'utf8'),
);

/** The venue has more courts. With two, bookings of both items often want the same one. */
const FEW_COURTS = {
  id: 'fangcun-courts',
  siteId: 'fangcun-sports-centre',
  kind: 'court',
  name: { zh: '场地', en: 'Courts' },
  count: 2,
  itemIds: ['badminton-court', 'tennis-court'],
};

export const simulatedCatalogue: Catalogue = Catalogue.parse({
  ...payload,
  resources: [
    ...payload.resources.filter(({ siteId }: { siteId: string }) => siteId !== FEW_COURTS.siteId),
    FEW_COURTS,
  ],
  notes: [{ kind: 'telephone', days: NOTE_DAYS }],
});
