const zh = {
  measure: {
    uses: '笔数',
    persons: '人数',
    listFen: '原价（元）',
    paidFen: '实付（元）',
    savedFen: '优惠（元）',
  },
  chart: '{{measure}}的柱形图，共 {{count}} 项，最多的是{{most}}。数字见表格。',
};
const en: typeof zh = {
  measure: {
    uses: 'Uses',
    persons: 'Persons',
    listFen: 'List price (yuan)',
    paidFen: 'Paid (yuan)',
    savedFen: 'Saved (yuan)',
  },
  chart: 'Bars of {{measure}}, {{count}} of them, {{most}} the highest. The table has the numbers.',
};
export const numberTexts = { zh, en };
