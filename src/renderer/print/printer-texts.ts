import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  setting: '打印机',
  kind: {
    dialog: '系统里的打印机',
    network: '网络小票机',
    device: '数据线小票机',
  },
  host: '小票机地址',
  port: '端口',
  path: '设备',
  paper: '纸宽',
  cuts: '自动切纸',
  drawer: '连着钱箱',
  save: '保存打印机',
  notSaved: '打印机没有保存，请检查填的内容后再试。',
  saved: '已保存',
  test: '打印测试页',
  device: '打印机名称',
  anyDevice: '系统默认打印机',
  preview: '预览测试页',
};

const en: typeof zh = {
  setting: 'Printer',
  kind: {
    dialog: 'Printer of the system',
    network: 'Receipt printer on the network',
    device: 'Receipt printer on a cable',
  },
  host: 'Address',
  port: 'Port',
  path: 'Device',
  paper: 'Paper',
  cuts: 'Cuts the paper',
  drawer: 'Has a cash drawer',
  save: 'Save printer',
  notSaved: 'The printer was not saved. Check what you typed and try again.',
  saved: 'Saved',
  test: 'Print a test page',
  device: 'Name of the printer',
  anyDevice: 'The default printer of the system',
  preview: 'Preview of the test page',
};

/** The words of the settings for the printer. */
export const printerTexts = { zh, en };
registerTexts('printer', printerTexts);
