import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  search: '查找设置',
  nav: '设置分类',
  all: '显示全部设置（另有 {{count}} 类）',
  none: '没有找到“{{text}}”',
  restart: '改动后须重新启动程序才生效',
  section: {
    desk: '本台',
    camera: '摄像头',
    'hand-scanner': '扫码枪',
    printer: '打印机',
    prices: '本馆原价',
    look: '声音与外观',
    district: '区平台',
    names: '姓名',
    data: '数据与记录',
    about: '关于',
  },
  /** The words that find a section in the search, besides its title. */
  words: {
    desk: '服务点 语言 Language 登记 首次设置 练习',
    camera: '识读检查 分辨率 清晰度 镜头',
    'hand-scanner': '扫码 前缀 后缀 键盘 条码',
    printer: '小票 凭条 纸宽 切纸 钱箱 测试页',
    prices: '价格 优惠 项目',
    look: '音量 提示音 深色 浅色 主题',
    district: '网络 连接 地址 证书 代理 根密钥 同步',
    names: '全名 口令 隐私',
    data: '上传 导出 U盘 目录 开机检查 版本',
    about: '许可 版本 软件',
  },
  noPrices: '本服务点没有要由本馆填写原价的项目。',
  lineHow: '区平台地址、证书和代理在启动选项里设置。',
};

const en: typeof zh = {
  search: 'Search the settings',
  nav: 'Sections',
  all: 'Show all settings ({{count}} more sections)',
  none: '“{{text}}” was not found',
  restart: 'A change takes effect after a restart of the program',
  section: {
    desk: 'Desk',
    camera: 'Camera',
    'hand-scanner': 'Hand scanner',
    printer: 'Printer',
    prices: 'List prices',
    look: 'Sounds and look',
    district: 'District',
    names: 'Names',
    data: 'Data and records',
    about: 'About',
  },
  words: {
    desk: 'site language enrolment set up practice',
    camera: 'scanner check size resolution lens',
    'hand-scanner': 'barcode prefix suffix keyboard',
    printer: 'receipt slip paper width cut drawer test page',
    prices: 'price benefit item',
    look: 'volume tone dark light theme',
    district: 'network line address certificate proxy roots sync',
    names: 'full name passphrase privacy',
    data: 'upload export usb catalogue start-up check version',
    about: 'licences version software',
  },
  noPrices: 'No item of this site leaves its list price to the venue.',
  lineHow: 'The district’s address, certificates and proxy are set in the start options.',
};

export const settingsTexts = { zh, en };
registerTexts('settings', settingsTexts);
