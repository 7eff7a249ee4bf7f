import { expect, test } from 'vitest';
import { deviceName } from './device';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
    'Edge · Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Safari/604.1', 'Safari · iPhone'],
  ['Mozilla/5.0 (Linux; Android 13; SM) AppleWebKit/537.36 Chrome/107 MicroMessenger/8 wxwork/4.1', 'WeCom · Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0', 'Firefox · Linux'],
  ['curl/7.88.1', 'curl/7.88.1'],
])('%s is %s', (agent, name) => expect(deviceName(agent)).toBe(name));
