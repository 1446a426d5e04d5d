export const sessions = {
  title: 'Sessions',
  device: 'Device',
  address: 'Address',
  created: 'Signed in',
  lastSeen: 'Last seen',
  current: 'This session',
  over: 'Ended',
  empty: 'No sessions.',
  end: 'End',
  endNamed: 'End session {{name}}',
  endOthers: 'End all others',
  endAll: 'End all',
  ended: 'The session is ended.',
  endedMany_one: '{{count}} session ended.',
  endedMany_other: '{{count}} sessions ended.',
  warning: {
    refresh_token_late:
      'An old token of this session came back late. If that was not you, end it and change the password.',
    refresh_token_reused: 'A used token came back, so this session was ended. Change the password if that was not you.',
  },
} as const;
