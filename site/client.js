// Scrolls the sidebar to the current page, once TypeDoc's script shows the page.
const current = document.querySelector(".site-nav .current");
const menu = document.querySelector(".site-menu");

if (current && menu) {
  new ResizeObserver((_entries, observer) => {
    if (menu.clientHeight === 0) return;
    observer.disconnect();
    const distance = current.getBoundingClientRect().top - menu.getBoundingClientRect().top;
    menu.scrollTop += distance - menu.clientHeight / 2;
  }).observe(menu);
}
