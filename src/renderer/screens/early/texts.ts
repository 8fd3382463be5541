import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  chooseDesk: '请先选择本台',
  setupAbout:
    '第一次使用？按步骤设好摄像头、打印机和声音。不想现在设，直接选服务点；设的时候按 Esc 随时离开。',
  more: '其余设置要等前台打开以后，在前台按 F10。',
  key: {
    digit: '选这个服务点',
    enter: '按下选中的按钮',
    tab: '到下一个按钮或输入框',
    help: '帮助',
    settings: '设置',
    close: '关闭、返回',
  },
  about: {
    starting: '前台正在打开，一般只要几秒钟。等了一分钟还是这样，请关闭窗口，重新打开前台程序。',
    'other-window': '一台电脑只能有一个前台窗口。请用已经打开的那个；它关闭后，这里会自动接上。',
    enrol:
      '新电脑要先登记才能办卡。登记码是区人社部门给的 8 位数字，只能用一次。区平台地址一般已经填好，不用改。',
    disabled: '区里已停用本机，现在不能办卡。要重新使用，请向区人社部门索取新的登记码。',
    rebuilding: '前台正在核对本机的记录，核对完会自动打开。请不要关机，也不要关闭窗口。',
    'choose-desk':
      '请选这台电脑所在的服务点，按数字键或点按钮都可以；选错了，以后在设置（F10）里改。第一次使用可以按 Enter，一步一步设好摄像头、打印机和声音。',
    'not-ready': '本机还没有收到区里的优惠目录，现在不能办卡。请检查网线；收到后会自动开始。',
    'host-gone': '窗口还开着，前台程序却停了。请关闭窗口，重新打开前台程序。已记录的都在，没有丢失。',
    failed: '前台程序出了错，已记录的都在。按 Enter 重新打开；还是这样，请联系技术员，并告诉他屏幕上的小字。',
    'no-session': '这个窗口不属于正在运行的前台。请关闭它，从前台程序重新打开。',
  },
};

const en: typeof zh = {
  chooseDesk: 'Choose this desk first',
  setupAbout:
    'Is it the first time? Set up the camera, the printer and the sounds step by step. To skip it, choose the site; Esc leaves the set-up at any time.',
  more: 'All other settings are in the desk: press F10 once it is open.',
  key: {
    digit: 'choose this site',
    enter: 'press the selected button',
    tab: 'go to the next button or field',
    help: 'help',
    settings: 'settings',
    close: 'close, go back',
  },
  about: {
    starting:
      'The kiosk is opening, which takes some seconds. If this is still here after a minute, close the window and start the kiosk again.',
    'other-window':
      'A computer has one window of the kiosk. Use the one that is open; this one takes over when it closes.',
    enrol:
      'A new computer must be enrolled before it can serve cards. The enrolment code has 8 digits, comes from the district office and works once. The address of the district is usually right as it is.',
    disabled:
      'The district has disabled this kiosk, and it serves no card. To use it again, ask the district office for a new enrolment code.',
    rebuilding:
      'The kiosk is checking the records of this desk and opens by itself afterwards. Do not switch the computer off or close the window.',
    'choose-desk':
      'Choose the site where this computer stands, by a digit key or a click. You can change it later in the settings (F10). The first time, press Enter to set up the camera, the printer and the sounds step by step.',
    'not-ready':
      'This kiosk has not received the benefits catalogue of the district, and serves no card yet. Check the network cable; it begins by itself once the catalogue is here.',
    'host-gone':
      'The window is open, but the kiosk program has stopped. Close the window and start the kiosk again. Everything recorded is safe.',
    failed:
      'The kiosk program has failed; everything recorded is safe. Press Enter to open it again. If that does not help, call a technician and read out the small print.',
    'no-session': 'This window does not belong to a running kiosk. Close it and open the kiosk again.',
  },
};

export const earlyTexts = { zh, en };
registerTexts('early', earlyTexts);
