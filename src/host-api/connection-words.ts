import type { Text } from '../domain/base/text.ts';
import type { ConnectionFault } from '../protocol/line-fault.ts';

/** What each is called, and what to do: on a terminal, where a code is typed, and at the desk. Without a full stop. */
export const CONNECTION_WORDS: Readonly<Record<ConnectionFault, Text>> = {
  'name-unknown': {
    zh: '找不到区平台的名字（域名解析失败）。请检查网线和 DNS，或联系技术员',
    en: 'The name of the district is not known (DNS). Check the cable and DNS, or call a technician',
  },
  'connection-refused': {
    zh: '区平台的电脑在，但没有程序应答。可能正在重启；请核对地址和端口',
    en: 'The machine of the district is there, but no program answers. It may be starting; check address and port',
  },
  'connection-cut': {
    zh: '连接一接通就被断开，会自动再试。一直这样时，请技术员核对地址用 http 还是 https，并检查防火墙',
    en: 'The connection was cut off and is tried again by itself. If it stays so, have a technician check whether the address is https or http, and the firewall',
  },
  'proxy-login': {
    zh: '网络代理要求登录。请技术员在网络上放行本机',
    en: 'A proxy wants a login. Have a technician let this kiosk through',
  },
  'proxy-failed': {
    zh: '网络代理连不上，或不让本机通过。请技术员检查代理地址，并放行区平台的地址',
    en: 'The proxy does not answer, or lets nothing through to the district. Have a technician check its address, and what it lets through',
  },
  'address-unusable': {
    zh: '区平台地址不对。请技术员核对地址',
    en: 'The address of the district is wrong. Have a technician check it',
  },
  'address-credentials': {
    zh: '区平台地址里不能写用户名和密码。请技术员去掉',
    en: 'The address of the district has a user name or password in it. Have a technician take it out',
  },
  'http-not-allowed': {
    zh: '地址没有加密（http://），不能使用。请技术员改用 https://',
    en: 'The address is not encrypted (http://) and is not used. Have a technician change it to https://',
  },
  'https-wanted': {
    zh: '这个地址要用加密连接。请技术员把 http:// 改成 https://',
    en: 'This address wants an encrypted connection. Have a technician change http:// to https://',
  },
  'tls-self-signed': {
    zh: '区平台的证书是自签的，无法核实。请技术员装上它的证书',
    en: 'The district signed its certificate itself, so it cannot be checked. Have a technician install that certificate',
  },
  'tls-unknown-authority': {
    zh: '不认识签发区平台证书的机构。请技术员装上该机构的证书，或检查网络是否被拦截',
    en: 'The authority that issued the certificate of the district is not known here. Have a technician install it, or check whether the network interferes',
  },
  'tls-not-yet-valid': {
    zh: '区平台的证书还没有生效：本机时间可能不对，请先核对日期和时间',
    en: 'The certificate of the district is not valid yet: the clock of this machine may be wrong. Check date and time first',
  },
  'tls-expired': {
    zh: '区平台的证书已过期；若本机日期不对，请先改正，否则请通知区里',
    en: 'The certificate of the district has expired. If the date here is wrong, put it right; if not, tell the district',
  },
  'tls-wrong-name': {
    zh: '证书与区平台的地址不符。请技术员核对地址，或检查网络是否被拦截',
    en: 'The certificate is for another address. Have a technician check the address, and whether the network interferes',
  },
  'tls-not-spoken': {
    zh: '这个端口不是加密的（https）。请技术员核对地址是 https 还是 http，以及端口',
    en: 'This port is not encrypted (https). Have a technician check whether the address is https or http, and the port',
  },
  'tls-too-old': {
    zh: '区平台的加密方式太旧（低于 TLS 1.2），不安全，没有连接。请通知区里升级',
    en: 'The encryption of the district is too old (below TLS 1.2), so nothing was sent. Tell the district to renew it',
  },
  'tls-failed': {
    zh: '区平台的证书或加密设置不合格，没有连接。请通知区里检查证书',
    en: 'The certificate or the encryption of the district has a fault, so nothing was sent. Tell the district to check it',
  },
};

export function isConnectionFault(kind: string): kind is ConnectionFault {
  return Object.hasOwn(CONNECTION_WORDS, kind);
}

/** The table in one language, each with this ending. */
export function connectionWords(
  language: keyof Text,
  ending: string,
): Readonly<Record<ConnectionFault, string>> {
  const words = Object.entries(CONNECTION_WORDS).map(([kind, text]) => [kind, text[language] + ending]);
  return Object.fromEntries(words);
}
