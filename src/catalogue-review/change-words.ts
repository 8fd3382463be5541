import type { Text } from '../domain/base/text.ts';

/** Stands for a change of the other language's words alone. */
export const UNCHANGED = '';

/** `place：label old → now`, in each language whose words change. */
export function turned(place: Text, label: Text, old: Text, now: Text): readonly Text[] {
  return [
    {
      zh: old.zh === now.zh ? UNCHANGED : `${place.zh}：${label.zh} ${old.zh} → ${now.zh}`,
      en: old.en === now.en ? UNCHANGED : `${place.en}: ${label.en} ${old.en} → ${now.en}`,
    },
  ];
}

export function gone(place: Text): Text {
  return { zh: `取消：${place.zh}`, en: `Removed: ${place.en}` };
}

export function added(place: Text): Text {
  return { zh: `新增：${place.zh}`, en: `Added: ${place.en}` };
}

const LINK = ' / ';

export function joined(one: Text, other: Text): Text {
  return { zh: `${one.zh}${LINK}${other.zh}`, en: `${one.en}${LINK}${other.en}` };
}
