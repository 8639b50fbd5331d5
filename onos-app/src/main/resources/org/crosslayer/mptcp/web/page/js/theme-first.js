// SPDX-License-Identifier: Apache-2.0
// Before anything is drawn: the theme that was chosen, else the one of the system.
'use strict';
{
  const chosen = localStorage.getItem('crosslayer.theme');
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
