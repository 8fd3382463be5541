import { ConfigProvider, type ConfigProviderProps } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';

/** The server puts a fresh nonce into the page: styles made at run time carry it, or the policy refuses them. */
const CSP = { nonce: document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '' };

/** Ant Design as the kiosk and the office both use it: in one of two languages, and under the page's policy for styles. */
export function AntDesign({ language, ...look }: ConfigProviderProps & { readonly language: string }) {
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      csp={CSP}
      getPopupContainer={popupContainer}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...look}
    />
  );
}

/** Over `body` a dialog would lock its scrolling by a style element without the nonce. */
function popupContainer(): HTMLElement {
  return document.getElementById('root') ?? document.body;
}
