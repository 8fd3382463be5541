import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  title: '扫码枪检查（技术员）',
  setting: '扫码枪',
  open: '检查扫码枪…',
  scanNow: '请用扫码枪扫这个条码',
  orCard: '扫不到屏幕的，扫一张英才卡也行。这里扫的不会办理业务。',
  receiving: '正在接收…',
  tryField: '查输入法：点这里再扫',
  verdict: {
    works: '能用',
    better: '能用，可以再调',
    again: '请再扫一次',
    fails: '这样不能用',
  },
  nothing: '扫一次，这里就显示扫码枪怎样打字、能不能用。',
  advice: {
    'no-code':
      '里面没有卡号。请扫上面的条码；扫的就是它，请把扫码枪的“键盘语言”设为美式（USA），关掉“数据编辑”。',
    layout:
      '字母或数字对不上：扫码枪与电脑的键盘语言不同。请把扫码枪的“键盘语言”设为与电脑相同，一般是美式（USA）。',
    lost: '丢了字符。请把扫码枪的“字符间隔延时”调大到 5–10 毫秒，再换一个 USB 口试。',
    'too-slow':
      '太慢，会被当成人手按键。请把扫码枪的“字符间隔延时”设为 0–10 毫秒；蓝牙的请靠近底座，或改用有线。',
    slow: '偏慢，卡顿时可能读不全。请把扫码枪的“字符间隔延时”设为 0–10 毫秒。',
    acted: '有的键会被当成人手按键。请在扫码枪上关掉前缀和功能键，后缀只设一个回车（CR）。',
    split: '一个条码被分成了几段，或没有收到。请在扫码枪上把“字符间隔延时”设为 0–10 毫秒，关掉“重复发送”。',
    'many-ends': '后缀太多。请把扫码枪的后缀只设为一个回车（CR）。',
    'key-before': '条码前先发了回车、换行或 Tab。请在扫码枪上关掉前缀。',
    'function-key': '发了功能键。请在扫码枪上关掉“控制字符按功能键发送”。',
    'no-end': '没有后缀，要多等一会儿才出结果。请把扫码枪的后缀设为回车（CR）。',
    once: '条码前后多了字符。请再扫一次：两次一样，本机就记住并去掉；也可以在扫码枪上关掉这个前缀或后缀。',
    differs: '两次多出的字符不一样。请再扫一次；每次都变的（如时间、序号），请在扫码枪上关掉。',
    'too-long': '多出的字符太长，本机记不住。请在扫码枪上关掉这个前缀或后缀。',
    gone: '记住的前缀或后缀这次没有出现。扫码枪已经改过的，请按“不再去掉”。',
  },
  fact: {
    code: '读到',
    gap: '每键用时',
    gapValue: '最短 {{min}}，多为 {{median}}，最长 {{max}} 毫秒',
    before: '条码前',
    after: '条码后',
    nothing: '无',
    keys: '打字方式',
    plainKeys: '普通按键',
    altCodes: 'Alt + 小键盘（能用，较慢）',
    inputMethod: '中文输入法',
    capsLock: '大写锁定',
    on: '开着（不影响）',
    off: '没有开',
    unknown: '看不出',
    aim: '{{aim}}（码制标识，自动去掉）',
  },
  kept: {
    title: '自动去掉：',
    none: '没有记住的前缀、后缀',
    prefix: '前缀“{{text}}”',
    suffix: '后缀“{{text}}”',
    clear: '不再去掉',
    now: '已记住，以后自动去掉。',
  },
};

const en: typeof zh = {
  title: 'Hand scanner check (for technicians)',
  setting: 'Hand scanner',
  open: 'Check the hand scanner…',
  scanNow: 'Scan this code with the hand scanner',
  orCard:
    'A scanner that cannot read a screen may read a talent card. Nothing that is scanned here is recorded.',
  receiving: 'Receiving…',
  tryField: 'Input method? Scan in here',
  verdict: {
    works: 'It works',
    better: 'It works, and can be set better',
    again: 'Scan once more',
    fails: 'It does not work like this',
  },
  nothing: 'Scan once: here you see how the scanner types, and whether that will do.',
  advice: {
    'no-code':
      'There is no card number in it. Scan the code above; if that is what you scanned, set the scanner’s keyboard language to USA and switch its data editing off.',
    layout:
      'Letters or digits are others: scanner and computer have different keyboard languages. Set the scanner’s keyboard language to that of the computer, mostly USA.',
    lost: 'Characters are missing. Set the scanner’s inter-character delay to 5–10 ms, and try another USB socket.',
    'too-slow':
      'Too slow: its keys may be taken for a hand’s. Set the scanner’s inter-character delay to 0–10 ms; move a Bluetooth scanner nearer to its base, or use a cable.',
    slow: 'Rather slow: a stumble may cut a code short. Set the scanner’s inter-character delay to 0–10 ms.',
    acted:
      'Some of its keys would be taken for a hand’s. Switch prefix and function keys off in the scanner, and set one Enter (CR) as its suffix.',
    split:
      'The code came in several parts, or not at all. Set the scanner’s inter-character delay to 0–10 ms, and switch repeated sending off.',
    'many-ends': 'Too many suffix keys. Set one Enter (CR) as the scanner’s suffix.',
    'key-before': 'It sends Enter, line feed or Tab before the code. Switch the scanner’s prefix off.',
    'function-key':
      'It sends function keys. Switch “control characters as function keys” off in the scanner.',
    'no-end':
      'There is no suffix, so each answer comes a moment later. Set Enter (CR) as the scanner’s suffix.',
    once: 'There are characters around the code. Scan once more: if they are the same, this kiosk keeps them in mind and takes them off. Or switch that prefix or suffix off in the scanner.',
    differs:
      'The characters around the code are other ones than before. Scan once more; if they change each time (a time, a count), switch them off in the scanner.',
    'too-long':
      'The characters around the code are too many to be kept in mind. Switch that prefix or suffix off in the scanner.',
    gone: 'The prefix or suffix kept here was not there this time. If the scanner was set otherwise, press “Take nothing off”.',
  },
  fact: {
    code: 'Read',
    gap: 'Time for each key',
    gapValue: 'least {{min}}, mostly {{median}}, most {{max}} ms',
    before: 'Before the code',
    after: 'After the code',
    nothing: 'nothing',
    keys: 'Way of typing',
    plainKeys: 'plain keys',
    altCodes: 'Alt and keypad (works, but slower)',
    inputMethod: 'Chinese input method',
    capsLock: 'Caps lock',
    on: 'on (does no harm)',
    off: 'off',
    unknown: 'cannot be told',
    aim: '{{aim}} (names the kind of code; taken off)',
  },
  kept: {
    title: 'Taken off:',
    none: 'no prefix or suffix is kept here',
    prefix: 'prefix “{{text}}”',
    suffix: 'suffix “{{text}}”',
    clear: 'Take nothing off',
    now: 'Kept; from now on it is taken off.',
  },
};

/** Namespace `handScanner`: how a hand scanner types, and what to set in it. */
export const handScannerTexts = { zh, en };
registerTexts('handScanner', handScannerTexts);
