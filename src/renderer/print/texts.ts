/** Namespace `print`. */
export const printChinese = {
  trouble: {
    unreachable: '打印机没有开，或线没接好',
    'paper-out': '打印机没纸了，请换纸',
    offline: '打印机没有就绪，请看它的盖子和按钮',
    uncertain: '打印到一半断了：请看打出来没有，没有就补打',
  },
  waiting: '{{trouble}}（{{count}} 张等着打印）',
  printing: '正在打印，还有 {{count}} 张',
  empty: '不打了',
  full: '等着打印的太多了，这一张没有打印。请先修好打印机。',
  failed: '没有打印成，请再按一次。',
  again: '补打',
};
