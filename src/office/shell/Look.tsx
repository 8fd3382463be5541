import { theme as antdTheme } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { AntDesign } from '../../ui/AntDesign.tsx';
import { useWords } from './i18n.ts';
import { type Theme, useTheme } from './preferences.ts';

const TOKEN = {
  fontFamily: 'var(--font)',
  fontSize: 16,
  controlHeight: 38,
  borderRadius: 8,
  motion: false,
} as const;

/** `office.css` in the terms of Ant Design; grey texts of both themes are dark enough to be read. */
const THEMES = {
  light: {
    token: {
      ...TOKEN,
      colorPrimary: '#1559b7',
      colorTextDescription: '#56606f',
      colorTextPlaceholder: '#626c7a',
      colorTextDisabled: '#626c7a',
      colorTextQuaternary: '#626c7a',
      colorError: '#b3241b',
    },
    components: { Button: { colorErrorText: '#b3241b' } },
  },
  dark: {
    algorithm: antdTheme.darkAlgorithm,
    token: {
      ...TOKEN,
      colorPrimary: '#8ab8ff',
      colorBgElevated: '#1b212a',
      colorBgContainer: '#1b212a',
      colorBgLayout: '#12161c',
      colorTextDescription: '#b3bdca',
      colorTextPlaceholder: '#a3adba',
      colorTextDisabled: '#a3adba',
      colorTextQuaternary: '#a3adba',
      colorError: '#ff9a91',
    },
    components: {
      Button: { primaryColor: '#12161c', dangerColor: '#12161c' },
      Segmented: { trackBg: '#12161c', itemSelectedBg: '#3a4657' },
    },
  },
};

/** Ant Design in the office's colours, and in the officer's language. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { language } = useWords();
  const theme: Theme = useTheme();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <AntDesign language={language} theme={THEMES[theme]}>
      {children}
    </AntDesign>
  );
}
