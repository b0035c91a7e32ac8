// A page that was shown before its content was made is asked for again.
setTimeout(() => location.reload(), 1500);
