import type { ReactNode } from 'react';
import type { Settings } from '../../host-api/settings-api.ts';
import { AntDesign } from '../../ui/AntDesign.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { THEMES } from './antd-theme.ts';

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
    <AntDesign language={language} theme={THEMES[theme]} modal={DIALOG}>
      {children}
    </AntDesign>
  );
}

/** High enough for the longest dialog on a small screen. */
const DIALOG = { style: { top: '1.5rem' }, styles: { header: { marginBottom: '0.75rem' } } };
