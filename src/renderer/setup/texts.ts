import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  title: '首次设置',
  steps: '设置步骤',
  step: {
    language: '语言',
    enrolment: '登记',
    site: '服务点',
    camera: '摄像头',
    printer: '打印机',
    sounds: '声音',
    'sign-in': '登录',
  },
  done: '已完成',
  later: '以后再设',
  back: '上一步',
  next: '下一步',
  finish: '完成',
  site: {
    about: '这台机器在哪个服务点使用？',
    enrolled: '已在{{district}}登记为“{{kiosk}}”。',
  },
  camera: {
    about: '把下面的练习卡放到摄像头前：可以先用手机拍下来，也可以打印出来；扫码枪可以直接扫屏幕。',
    print: '打印练习卡',
    sheet: '练习卡：只在练习模式和首次设置中有用。按实际大小打印后放到摄像头或扫码枪前。',
    running: '摄像头正常：{{label}}',
    waiting: '还没有读到卡',
    practice: '读到练习卡了，可以下一步',
    card: '读到卡尾号 {{tail}}，可以下一步',
    noCard: '读到的不是英才卡，请换练习卡再试',
    skip: '没有摄像头也可以先用扫码枪，或按 F2 输入卡号。',
  },
  printer: { about: '小票从哪里打印？选好、保存后打印一张测试页看看。不用打印机可以跳过。' },
  sounds: {
    about: '依次按三个按钮：一短声可以办，两声请核对，一长声不能办。听不到请检查音箱和音量。',
  },
  signIn: {
    none: '本服务点不要求登录，谁都可以办理。',
    required: '本服务点要求登录：办理前每人用自己的 PIN 登录，初始 PIN 由区里发放。',
    signedIn: '已登录：{{name}}',
    waiting: '人员名单在第一次同步后才有；同步后本机如要求登录，会自动锁屏。',
    open: '登录',
  },
  practise: '设置好了。先用练习卡试办一笔？',
};

const en: typeof zh = {
  title: 'Set up this desk',
  steps: 'Steps',
  step: {
    language: 'Language',
    enrolment: 'Enrolment',
    site: 'Site',
    camera: 'Camera',
    printer: 'Printer',
    sounds: 'Sounds',
    'sign-in': 'Sign-in',
  },
  done: 'done',
  later: 'Later',
  back: 'Back',
  next: 'Next',
  finish: 'Finish',
  site: {
    about: 'At which site is this machine used?',
    enrolled: 'Enrolled in {{district}} as “{{kiosk}}”.',
  },
  camera: {
    about:
      'Hold this practice card in front of the camera: take a picture of it with a telephone, or print it. A hand scanner reads it off the screen.',
    print: 'Print the practice card',
    sheet:
      'Practice card: of use in practice and in the first set-up alone. Print it in its real size and hold it in front of the camera or scanner.',
    running: 'The camera works: {{label}}',
    waiting: 'No card was read yet',
    practice: 'The practice card was read: go on',
    card: 'The card that ends in {{tail}} was read: go on',
    noCard: 'That was no talent card. Try it with the practice card',
    skip: 'Without a camera use a hand scanner, or type numbers with F2.',
  },
  printer: {
    about:
      'Where do receipts come out? Choose, save and print a test page. A desk without a printer goes on.',
  },
  sounds: {
    about:
      'Press the three buttons: one short tone for yes, two to look again, a long one for no. If you hear none, look at the loudspeaker and the volume.',
  },
  signIn: {
    none: 'This site asks for no sign-in.',
    required:
      'This site asks for a sign-in: everybody signs in with an own PIN, and the office allots the first one.',
    signedIn: 'Signed in: {{name}}',
    waiting:
      'The list of the staff comes with the first sync. If it asks for a sign-in, the screen locks by itself.',
    open: 'Sign in',
  },
  practise: 'The desk is set up. Try it with a practice card?',
};

export const setupTexts = { zh, en };
registerTexts('setup', setupTexts);
