import { type ConfigProviderProps, theme } from 'antd';
import type { Settings } from '../../host-api/settings-api.ts';

const TOKEN = {
  fontFamily: 'var(--font)',
  fontSize: 18,
  controlHeight: 48,
  controlHeightLG: 48,
  borderRadius: 10,
  motion: false,
} as const;

/** `theme.css` in the terms of Ant Design. */
export const THEMES: Record<Settings['theme'], NonNullable<ConfigProviderProps['theme']>> = {
  light: { token: { ...TOKEN, colorPrimary: '#1559b7' } },
  dark: {
    algorithm: theme.darkAlgorithm,
    token: {
      ...TOKEN,
      colorPrimary: '#6ea8ff',
      colorBgElevated: '#1b212a',
      colorBgContainer: '#12161c',
      colorBgLayout: '#12161c',
    },
    // White on the light blue of the dark theme cannot be read from a metre away.
    components: {
      Button: { primaryColor: '#12161c' },
      Slider: { trackBg: '#6ea8ff', trackHoverBg: '#6ea8ff', handleColor: '#6ea8ff', railBg: '#333c49' },
    },
  },
};
