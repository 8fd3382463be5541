import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import type { Settings } from '../../host-api/settings-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { CSP, THEMES } from './antd-theme.ts';

/**
 * Ant Design in the kiosk's colours and sizes, and in the clerk's language. The desk itself uses none of it: what
 * does is loaded after the desk is ready.
 */
export function Look({
  theme,
  children,
}: {
  readonly theme: Settings['theme'];
  readonly children: ReactNode;
}) {
  const language = useLanguage();
  return (
    <ConfigProvider
      theme={THEMES[theme]}
      locale={language === 'en' ? enUS : zhCN}
      csp={CSP}
      getPopupContainer={popupContainer}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      modal={DIALOG}
    >
      {children}
    </ConfigProvider>
  );
}

/** High enough for the longest dialog on a small screen. */
const DIALOG = { style: { top: '1.5rem' }, styles: { header: { marginBottom: '0.75rem' } } };

/** Over `body` a dialog would lock its scrolling by a style element without the nonce. */
function popupContainer(): HTMLElement {
  return document.getElementById('root') ?? document.body;
}
