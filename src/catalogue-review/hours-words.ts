import type { Text } from '../domain/base/text.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { OpeningHours } from '../domain/catalogue/opening-hours.ts';

/** Opening hours, usual and exceptional, in one line. */
export function hoursWords(hours: OpeningHours | undefined, { dayRules }: Pick<Catalogue, 'dayRules'>): Text {
  if (hours === undefined) return { zh: '未录入', en: 'not entered' };
  const usual = hours.days.map(({ days, start, end }) => {
    const name = dayRules.find(({ id }) => id === days)?.name ?? { zh: days, en: days };
    return { zh: `${name.zh} ${start}–${end}`, en: `${name.en} ${start}–${end}` };
  });
  const exceptional = hours.exceptions.map(({ from, until, name, open }) => {
    const dates = from === until ? from : `${from}–${until}`;
    const times = open.map(({ start, end }) => `${start}–${end}`).join(', ');
    return {
      zh: `${dates} ${name.zh}：${times || '不开放'}`,
      en: `${dates} ${name.en}: ${times || 'closed'}`,
    };
  });
  const all = [...usual, ...exceptional];
  if (all.length === 0) return { zh: '不开放', en: 'closed' };
  return { zh: all.map(({ zh }) => zh).join('；'), en: all.map(({ en }) => en).join('; ') };
}
