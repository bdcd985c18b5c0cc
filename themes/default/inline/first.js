try{document.documentElement.className=localStorage.reader||""}catch{}
