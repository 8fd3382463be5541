import { HOTLINE } from '../../../domain/catalogue/hotline.ts';
import { connectionWords } from '../../../host-api/connection-words.ts';
import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  title: '本机尚未登记',
  body: `请向区人社部门索取 8 位登记码（15 分钟内有效），输入后本机即可使用。电话 ${HOTLINE}`,
  againBody: `只在区平台不认识本机时需要。请向区人社部门索取新的 8 位登记码，电话 ${HOTLINE}。本机的记录都会保留，登记后自动上传。`,
  roots: '本机信任的根密钥，请与区里记录的指纹核对：',
  demoRoots: '演示用的根密钥，任何人都能签名，不能正式使用：',
  disabledTitle: '本机已停用',
  disabledBody: `{{kiosk}}的记录已全部上传，姓名和名册已从本机清除。请联系 ${HOTLINE}；重新启用时，请输入新的登记码。`,
  code: '登记码',
  district: '区平台地址',
  ok: '登记',
  working: '正在登记…',
  badCode: '登记码是 8 位数字',
  badAddress: '区平台地址不对，应以 http:// 或 https:// 开头。',
  fault: {
    ...connectionWords('zh', '。'),
    unreachable: '连不上区平台。请检查网线和地址。',
    timeout: '区平台没有回应，请稍后再试。',
    nonsense: '这个地址不是区平台。请核对地址，或网络需要先登录。',
    'bad-request': `区平台看不懂本机的请求，可能版本不同。请联系 ${HOTLINE}。`,
    refused: '区平台没有接受，请稍后再试。',
    fork: `本机记录与区平台不一致，请联系 ${HOTLINE}`,
    'not-enrolled': '登记没有成功，请再试一次。',
    'device-revoked': `本机已被停用，请联系 ${HOTLINE}`,
    'code-unknown': '登记码不对，请核对后重新输入。',
    'code-expired': '登记码已过期，请索取新的。',
    'code-used': '登记码已用过，请索取新的。',
    'too-many-tries': '错误次数太多，请 15 分钟后再试。',
    'revoked-unproved': `有回应说本机已停用，但无法核实。请联系 ${HOTLINE}。`,
    'too-large': '网络设备不让请求通过（太大）。请联系技术员检查代理。',
    'host-fault': '本机程序联网出错。请关闭后重新打开再试；仍不行请联系技术员。',
    'not-writable': '本机磁盘写不进去，可能已满。登记码没有用掉：请技术员处理磁盘后，用同一个登记码再试。',
    'not-stored': '登记码已用掉，可是登记写不进本机磁盘。请技术员先处理磁盘，再索取新的登记码。',
  },
};

const en: typeof zh = {
  title: 'This kiosk is not enrolled',
  body: `Ask the district office for an 8-digit enrolment code (valid for 15 minutes) and type it here. Telephone ${HOTLINE}`,
  againBody: `Only where the district does not know this kiosk. Ask the district office for a new 8-digit code, telephone ${HOTLINE}. All that is recorded here stays, and is sent afterwards.`,
  roots: 'Roots that this kiosk trusts; compare them with what the district wrote down:',
  demoRoots: 'Root of the demo: anybody can sign with it, not for real use:',
  disabledTitle: 'This kiosk is disabled',
  disabledBody: `All that {{kiosk}} had recorded is uploaded; the names and the card list are wiped from this device. Call ${HOTLINE}. To use it again, enter a new enrolment code.`,
  code: 'Enrolment code',
  district: 'District address',
  ok: 'Enrol',
  working: 'Enrolling…',
  badCode: 'The code has 8 digits',
  badAddress: 'That is no district address: it begins with http:// or https://.',
  fault: {
    ...connectionWords('en', '.'),
    unreachable: 'The district cannot be reached. Check the cable and the address.',
    timeout: 'The district does not answer. Try again later.',
    nonsense: 'There is no district at this address. Check it, or the network wants a login first.',
    'bad-request': `The district does not understand this kiosk; their versions may differ. Call ${HOTLINE}.`,
    refused: 'The district did not accept. Try again later.',
    fork: `Records here and at the district differ. Call ${HOTLINE}.`,
    'not-enrolled': 'Enrolment did not work, try again.',
    'device-revoked': `This kiosk was disabled. Call ${HOTLINE}.`,
    'code-unknown': 'The code is wrong, check it and type it again.',
    'code-expired': 'The code has expired, ask for a new one.',
    'code-used': 'The code was used already, ask for a new one.',
    'too-many-tries': 'Too many wrong codes, wait 15 minutes.',
    'revoked-unproved': `An answer says that this kiosk is disabled, without proof. Call ${HOTLINE}.`,
    'too-large': 'The network lets no request through: too large. Have a technician look at the proxy.',
    'host-fault':
      'The kiosk program failed to use the network. Close it and open it again; if it goes on, call a technician.',
    'not-writable':
      'The disk of this kiosk cannot be written; it may be full. The code is not used up: have a technician see to the disk, then try the same code again.',
    'not-stored':
      'The code is used up, but the disk of this kiosk could not be written. Have a technician see to the disk, then ask for a new code.',
  },
};

/** A kiosk is enrolled once in its life, so these words come with the form for the code. */
export const enrolTexts = { zh, en };
registerTexts('enrol', enrolTexts);
