import { describe, expect, test } from 'vitest';
import { checkCatalogue } from '../../src/catalogue-review/catalogue-check.ts';
import { readHolidayText, withNotice } from '../../src/catalogue-review/holiday-text.ts';
import { placeWords } from '../../src/catalogue-review/place-words.ts';
import { shippedCatalogue } from '../../src/cli/catalogue/catalogue-source.ts';
import {
  splitSite,
  withItem,
  withOwnItem,
  withoutSite,
  withYearNotice,
} from '../../src/office/catalogue/draft/edit-catalogue.ts';

const shipped = shippedCatalogue();
const NOTICE_OF_2026 = `国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;
const NOTICE_OF_2025 = `国务院办公厅关于2025年部分节假日安排的通知　国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`;

describe("the State Council's notice", () => {
  test.each([
    [2026, NOTICE_OF_2026],
    [2025, NOTICE_OF_2025],
    [2026, NOTICE_OF_2026.replaceAll('\n', '')],
  ])('of %i is read as it is published, whatever was lost of its lines', (year, text) => {
    const notice = shipped.calendar.notices.find((one) => one.year === year);
    expect(readHolidayText(text)).toEqual({ ok: true, notice });
  });

  test.each([
    ['no-year', '一、元旦：1月1日放假。', ''],
    ['no-holidays', '2026年节假日', ''],
    ['other-count', NOTICE_OF_2026.replace('共9天', '共8天'), '二、春节'],
    ['other-weekday', NOTICE_OF_2026.replace('6日（周一）放假', '6日（周二）放假'), '三、清明节'],
    ['no-such-day', NOTICE_OF_2026.replace('9月20日（周日）', '9月31日（周日）'), '七、国庆节'],
    ['not-understood', NOTICE_OF_2026.replace('6月19日（周五）至', '自6月19日至'), '五、端午节'],
  ])('is not taken with %s', (fault, text, line) => {
    expect(readHolidayText(text)).toMatchObject({ ok: false, fault, line: expect.stringContaining(line) });
  });

  test('may begin its year in the December before', () => {
    const text = '2027年部分节假日安排：一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。';
    const read = readHolidayText(text);
    expect(read).toMatchObject({
      ok: true,
      notice: { holidays: [{ from: '2026-12-31', until: '2027-01-02' }] },
    });
    if (!read.ok) throw new Error(read.fault);
    const before = checkCatalogue(shipped).length;
    expect(checkCatalogue(withNotice(shipped, read.notice))).toHaveLength(before);
  });
});

describe('a draft', () => {
  const station = shipped.sites.find(({ name }) => name.zh === '街道公共法律服务工作站');

  test('puts a site for each name of a list in the place of the one that stood for them', () => {
    const siteId = station?.id ?? '';
    const lines = ['沙面街工作站', '岭南街工作站｜Lingnan Station'];
    const split = splitSite(shipped, { siteId, lines, keep: false });
    expect(split.sites.slice(-6).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        { zh: '沙面街工作站', en: `${station?.name.en}: 沙面街工作站` },
        { zh: '岭南街工作站', en: 'Lingnan Station' },
      ]),
    );
    expect(split.sites).toHaveLength(shipped.sites.length + 1);
    expect(checkCatalogue(split)).toHaveLength(checkCatalogue(shipped).length);
    const back = withoutSite(withoutSite(split, `${siteId}-1`), `${siteId}-1-2`);
    expect(back.items.some(({ siteIds }) => siteIds.includes(siteId))).toBe(false);
  });

  test('gives one site an item of its own, and both are had where they were', () => {
    const index = shipped.items.findIndex(({ siteIds }) => siteIds.length > 2);
    const [siteId = ''] = shipped.items[index]?.siteIds ?? [];
    const { items } = withOwnItem(shipped, index, siteId);
    expect(items[index]?.siteIds).not.toContain(siteId);
    expect(items[index + 1]?.siteIds).toEqual([siteId]);
    expect(checkCatalogue({ ...shipped, items }).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test("puts the year's notice into the check-up once, whatever was there of the year before", () => {
    const index = shipped.items.findIndex(({ name }) => name.zh === '免费体检');
    const item = shipped.items[index];
    if (item === undefined) throw new Error('no check-up');
    const notice = {
      ...{ year: '2027', from: '2027-03-01', until: '2027-11-30', siteIds: item.siteIds.slice(0, 2) },
      ...{ included: { zh: '血常规', en: 'Blood count' }, telephone: '020-81378224' },
    };
    const once = withYearNotice(item, notice);
    const twice = withYearNotice(once, { ...notice, year: '2028', from: '2028-03-01', until: '2028-11-30' });
    expect(twice.steps).toHaveLength(item.steps.length + 1);
    expect(twice.steps.at(-1)?.zh).toBe(
      '2028 年度通知：2028-03-01 至 2028-11-30；项目：血常规；咨询电话 020-81378224。',
    );
    const changed = withItem(shipped, twice, index);
    expect(changed.items[index]?.rules).toMatchObject([{ from: '2028-03-01', until: '2028-11-30' }]);
    expect(checkCatalogue(changed).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('says where a fault is in names, and what it is in both languages', () => {
    const index = shipped.items.findIndex(({ name }) => name.zh === '露天池门票');
    const item = shipped.items[index];
    const [rule] = item?.rules ?? [];
    if (item === undefined || rule?.kind !== 'price') throw new Error('no ticket');
    const twice = {
      ...item,
      name: { zh: '露天池门票', en: ' ' },
      rules: [rule, { ...rule, id: 'again', start: '18:00' }],
    };
    const changed = withItem(shipped, twice, index);
    const remarks = checkCatalogue(changed).filter(({ level }) => level === 'error');
    expect(remarks.map(({ place }) => placeWords(place, changed).zh)).toEqual([
      '露天池门票 · 名称',
      '露天池门票 · 周一至周日 全天',
    ]);
    expect(remarks.map(({ messageZh }) => messageZh)).toEqual([
      '英文是空白',
      '与另一时段在平常工作日 18:00–24:00 重叠',
    ]);
    const gaps = checkCatalogue(shipped).filter(({ kind }) => kind === 'gap');
    for (const { place, messageZh } of gaps) {
      expect(placeWords(place, shipped).zh).not.toMatch(/[a-z]/);
      expect(messageZh).not.toMatch(/[a-z]/);
    }
  });
});
