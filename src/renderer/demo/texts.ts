import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  title: '演示卡',
  hint: '没有摄像头也没有实体卡？点一张卡，就像把它放到镜头前。',
  show: '打开演示卡',
  hide: '收起',
  present: '出示：{{title}}',
  website: '网页二维码',
  two: '两张卡一起',
  print: '打印卡片',
  sheet: '演示卡：按实际大小打印（85.6 × 54 毫米），剪下后放到摄像头或扫码枪前。',
};

const en: typeof zh = {
  title: 'Demo cards',
  hint: 'No camera and no plastic card? Click a card to hold it in front of the lens.',
  show: 'Show demo cards',
  hide: 'Hide',
  present: 'Hold up: {{title}}',
  website: 'Website QR',
  two: 'Two cards at once',
  print: 'Print the cards',
  sheet: 'Demo cards in real size (85.6 × 54 mm): cut them out and hold them to the camera or hand scanner.',
};

/** Namespace `demo`. */
export const demoTexts = { zh, en };
registerTexts('demo', demoTexts);
