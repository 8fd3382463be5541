import type { Item } from '../domain/catalogue/catalogue.ts';
import type { GivenChoice } from '../domain/decision/decision.ts';
import { agreementIn } from '../domain/decision/item-details.ts';
import type { Insurance } from '../domain/journal/agreement-body.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import { chosenItemOf, type DeskScreen } from './desk-state.ts';

/** The fields of the agreement that is being signed; null if the order is no agreement. */
export function agreementInOrder(screen: DeskScreen) {
  const item = chosenItemOf(screen);
  return item === null ? null : agreementIn(item);
}

/** True for a desk that signs agreements with family doctors. */
export function signsAgreements({ siteId, items }: SiteItems): boolean {
  return items.some((item) => item.siteIds.includes(siteId) && workflowOf(item).opens === 'agreement');
}

interface SiteItems {
  readonly siteId: string;
  readonly items: readonly Item[];
}

/** The teams of this centre, by their names in the journal. */
export function teamsOf(screen: DeskScreen): readonly Team[] {
  const chosen = chosenItemOf(screen);
  if (screen.kind !== 'decided' || chosen === null) return [];
  const { catalogue, siteId } = screen.check.facts;
  const item = catalogue.items.find(({ id, siteIds }) => id === chosen.itemId && siteIds.includes(siteId));
  return item?.agreement?.teams.filter((team) => team.siteId === siteId) ?? [];
}

type Team = NonNullable<Item['agreement']>['teams'][number];

const AFTER: Readonly<Record<Insurance, Insurance>> = {
  local: 'none',
  none: 'elsewhere',
  elsewhere: 'local',
};

/** The kind of insurance that the next press of the key chooses. */
export function nextInsurance(screen: DeskScreen): GivenChoice {
  const at = agreementInOrder(screen)?.insurance ?? null;
  return { insurance: at === null ? 'local' : AFTER[at] };
}

/** The team that the next press of the key chooses; null if the catalogue names none for this centre. */
export function nextTeam(screen: DeskScreen): GivenChoice | null {
  const names = teamsOf(screen).map(({ name }) => name.zh);
  const at = names.indexOf(agreementInOrder(screen)?.team ?? '');
  const team = names[(at + 1) % names.length];
  return team === undefined ? null : { team };
}
