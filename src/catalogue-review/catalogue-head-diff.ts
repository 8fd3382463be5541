import { yuanText } from '../domain/base/money.ts';
import { paymentWords } from '../domain/base/payment-way.ts';
import type { Text } from '../domain/base/text.ts';
import { formsOf } from '../domain/card/card-form.ts';
import type { Catalogue, Site } from '../domain/catalogue/catalogue.ts';
import { hasGreenChannel } from '../domain/catalogue/green-channel.ts';
import { hoursWords } from './catalogue-words.ts';
import { turned, UNCHANGED } from './change-words.ts';

const LABELS = {
  all: { zh: '全部优惠', en: 'All benefits' },
  validFrom: { zh: '生效日期', en: 'valid from' },
  validUntil: { zh: '截止日期', en: 'valid until' },
  hotline: { zh: '咨询电话', en: 'hotline' },
  addedSymbologies: { zh: '另外识读的码制', en: 'symbologies read beside Code 128 and QR' },
  hours: { zh: '开放时间', en: 'opening hours' },
  float: { zh: '备用金', en: 'float' },
  payments: { zh: '登记的支付方式', en: 'ways of payment recorded' },
  cardNumbers: { zh: '卡号格式', en: 'form of card numbers' },
  oldCardNumbers: { zh: '无校验字符的旧卡号', en: 'old numbers without check character' },
} satisfies Record<string, Text>;

/** What changes beside the benefits themselves: validity, hotline, holidays, names of sites. */
export function diffHead(before: Catalogue, after: Catalogue): readonly Text[] {
  return [
    ...turned(LABELS.all, LABELS.validFrom, dateWords(before.validFrom), dateWords(after.validFrom)),
    ...turned(LABELS.all, LABELS.validUntil, dateWords(before.validUntil), dateWords(after.validUntil)),
    ...turned(LABELS.all, LABELS.hotline, sameWords(before.hotline), sameWords(after.hotline)),
    ...turned(LABELS.all, LABELS.cardNumbers, formWords(before), formWords(after)),
    ...turned(
      LABELS.all,
      LABELS.oldCardNumbers,
      listWords(before.oldCardNumbers),
      listWords(after.oldCardNumbers),
    ),
    ...turned(
      LABELS.all,
      LABELS.addedSymbologies,
      listWords(before.addedSymbologies),
      listWords(after.addedSymbologies),
    ),
    ...diffNotices(before, after),
    ...diffSiteNames(before, after),
    ...diffGreenChannels(before, after),
    ...diffHours(before, after),
    ...diffFloats(before, after),
    ...diffPayments(before, after),
  ];
}

function dateWords(date: string | null): Text {
  return date === null ? { zh: '未限定', en: 'no date' } : sameWords(date);
}

function sameWords(words: string): Text {
  return { zh: words, en: words };
}

function formWords(catalogue: Catalogue): Text {
  const forms = formsOf(catalogue);
  return {
    zh: forms.map(({ prefix, length }) => `${prefix} 开头共 ${length} 位`).join('、'),
    en: forms.map(({ prefix, length }) => `${prefix}, ${length} characters`).join('; '),
  };
}

function listWords(list: readonly string[] = []): Text {
  return list.length === 0 ? { zh: '无', en: 'none' } : sameWords(list.join(', '));
}

function diffSiteNames(before: Catalogue, after: Catalogue): readonly Text[] {
  return after.sites.flatMap((site) => {
    const old = before.sites.find((candidate) => candidate.id === site.id)?.name ?? site.name;
    return [
      {
        zh: old.zh === site.name.zh ? UNCHANGED : `场所名称：${old.zh} → ${site.name.zh}`,
        en: old.en === site.name.en ? UNCHANGED : `Name of the site: ${old.en} → ${site.name.en}`,
      },
    ];
  });
}

function diffGreenChannels(before: Catalogue, after: Catalogue): readonly Text[] {
  return after.sites.flatMap((site) => {
    const old = before.sites.find((candidate) => candidate.id === site.id);
    const has = hasGreenChannel(site);
    if (old === undefined || hasGreenChannel(old) === has) return [];
    return [
      has
        ? { zh: `${site.name.zh}：设绿色通道`, en: `${site.name.en}: has a green channel now` }
        : { zh: `${site.name.zh}：取消绿色通道`, en: `${site.name.en}: has no green channel any more` },
    ];
  });
}

function diffFloats(before: Catalogue, after: Catalogue): readonly Text[] {
  return after.sites.flatMap((site) => {
    const old = before.sites.find((candidate) => candidate.id === site.id);
    if (old === undefined) return [];
    return turned(site.name, LABELS.float, floatWords(old), floatWords(site));
  });
}

function floatWords({ floatFen }: Site): Text {
  return floatFen === undefined ? { zh: '无', en: 'none' } : sameWords(yuanText(floatFen));
}

function diffPayments(before: Catalogue, after: Catalogue): readonly Text[] {
  return after.sites.flatMap((site) => {
    const old = before.sites.find((candidate) => candidate.id === site.id);
    if (old === undefined) return [];
    return turned(site.name, LABELS.payments, paymentsWords(old), paymentsWords(site));
  });
}

function paymentsWords({ payments }: Site): Text {
  if (payments === undefined) return { zh: '不登记', en: 'none' };
  const words = payments.map(paymentWords);
  return { zh: words.map(({ zh }) => zh).join('、'), en: words.map(({ en }) => en).join(', ') };
}

function diffHours(before: Catalogue, after: Catalogue): readonly Text[] {
  return after.sites.flatMap((site) => {
    const old = before.sites.find((candidate) => candidate.id === site.id);
    if (old === undefined) return [];
    return turned(site.name, LABELS.hours, hoursWords(old.hours, before), hoursWords(site.hours, after));
  });
}

function diffNotices(before: Catalogue, after: Catalogue): readonly Text[] {
  const old = new Map(before.calendar.notices.map((notice) => [notice.year, JSON.stringify(notice)]));
  const changed = after.calendar.notices.filter((notice) => old.get(notice.year) !== JSON.stringify(notice));
  const kept = new Set(after.calendar.notices.map((notice) => notice.year));
  return [
    ...changed.map(({ year, source }) => ({
      zh: `${year} 年放假安排：${source}`,
      en: `The holidays of ${year} are now those of ${source}`,
    })),
    ...[...old.keys()]
      .filter((year) => !kept.has(year))
      .map((year) => ({
        zh: `${year} 年放假安排取消，改按法定节假日暂定`,
        en: `The holidays of ${year} are withdrawn: the statutory days hold provisionally`,
      })),
  ];
}
