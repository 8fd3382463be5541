const PEERS = {
  'idb-rows': () => import('./idb-rows.js'),
  'rxdb-rows': () => import('./rxdb-rows.js'),
};

// Brings a peer to the page that measures; the rest of the project cannot name what it does not depend on.
const name = new URLSearchParams(location.search).get('contender');
window.rosterContender = (await PEERS[name]()).contender;
await import('../roster/page.ts');
