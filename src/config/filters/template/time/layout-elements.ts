/** The months, in English as in Go. */
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** The days of the week, Sunday first. */
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The elements of Go's layouts (the package time), the longer before those that they begin with. */
export const layoutElement =
  /January|Jan|Monday|Mon|MST|2006|-07:00|-0700|-07|Z07:00|Z0700|[.,](?:0+|9+)(?!\d)|002|01|02|03|04|05|06|15|_2|PM|pm|1|2|3|4|5/g;
