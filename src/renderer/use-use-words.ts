import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { dateOfMinute, plusMinutes, wallDateOf } from '../domain/base/wall-time.ts';
import { Person } from '../domain/card/family.ts';
import { courtNames } from '../domain/decision/court-words.ts';
import { courtsIn, type GivenBody, minutesIn } from '../domain/journal/entry-body.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { kioskShortName, shortNumber } from '../domain/journal/short-number.ts';
import { dayWords } from './i18n/day-words.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useDesk, useKiosk } from './kiosk-context.ts';
import { useItemName } from './use-catalogue.ts';

/** What was recorded, in one line: the item, for whom, which court, when, how many. */
export function useUseWords(): (use: RecordedUse) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const itemName = useItemName();
  return ({ siteId, body, recordedAt }) => {
    const { itemId, quantity, person, start } = body;
    const [minutes, courts] = [minutesIn(body), courtsIn(body)];
    const name = itemName(siteId, itemId);
    const isToday = dateOfMinute(start) === wallDateOf(recordedAt);
    const day = isToday ? '' : `${dayWords(dateOfMinute(start), language)} `;
    return [
      `${name[language]}${quantity > 1 ? ` × ${quantity}` : ''}`,
      ...(body.kind === 'pass-sold' && body.number !== undefined ? [body.number] : []),
      ...partyWords(t, body),
      ...(person === 'holder' ? [] : [t(`card.${person}`)]),
      ...(courts.length === 0 ? [] : [courtNames(courts, { name })[language]]),
      ...(minutes === null ? [] : [`${day}${start.slice(11)}–${plusMinutes(start, minutes).slice(11)}`]),
      ...(isChecked(body) ? [t('item.checked')] : []),
    ].join(' · ');
  };
}

function isChecked(body: GivenBody): boolean {
  return body.kind === 'use' && body.checked === true;
}

/** Who came, if the clerk said it by kind: `本人 1 配偶 1`. */
function partyWords(t: TFunction, body: GivenBody): readonly string[] {
  const party = body.kind === 'use' ? body.party : undefined;
  if (party === undefined) return [];
  const some = Person.options.filter((person) => party[person] > 0);
  return [some.map((person) => `${t(`card.${person}`)} ${party[person]}`).join(' ')];
}

/** The number of a record of this kiosk as a clerk says it. Practice has numbers of its own. */
export function useShortNumber(): (seq: number) => string {
  const practice = useDesk((desk) => desk.practice);
  const { enrolment } = useKiosk().info;
  const kiosk = enrolment === null ? null : kioskShortName(enrolment);
  return practice?.numberOf ?? ((seq) => shortNumber(kiosk, seq));
}
