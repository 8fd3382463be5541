import './old-browser.ts';
import '../ui/base.css';
import '../ui/fonts.css';
import './office.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { takeFragment } from './api/fragment.ts';
import { startOfficeTexts } from './shell/i18n.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
// Before anything else may copy the address with what is secret in it.
const given = takeFragment();
const root = createRoot(element);
void startOfficeTexts().then(() => root.render(<App given={given} />));
