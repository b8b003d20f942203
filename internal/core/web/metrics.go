package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the server's figures, in a registry of its own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	streams  prometheus.Gauge
	landed   prometheus.Counter
	panics   prometheus.Counter
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "backlot_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "backlot_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60}}, []string{"route"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{Name: "backlot_streams", Help: "Live streams open now."}),
		landed:  prometheus.NewCounter(prometheus.CounterOpts{Name: "backlot_changes_total", Help: "Changes landed through this node."}),
		panics:  prometheus.NewCounter(prometheus.CounterOpts{Name: "backlot_panics_total", Help: "Requests that ended in a panic."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.streams, m.landed, m.panics, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) observe(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	if !strings.HasSuffix(route, "/stream") {
		m.seconds.WithLabelValues(route).Observe(took.Seconds())
	}
}

// Metrics is where other packages add their figures.
func (m *Mux) Metrics() prometheus.Registerer { return m.metrics.registry }

// serveMetrics answers a scrape from this machine, or one with the token.
func (m *Mux) serveMetrics() http.Handler {
	serve := promhttp.HandlerFor(m.metrics.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r) && !m.holdsMetricsKey(r) {
			writeProblem(w, Problem{Type: "urn:backlot:denied", Title: "Forbidden", Status: http.StatusForbidden,
				Detail: "metrics are read from this machine, or with the metrics token as Bearer"})
			return
		}
		serve.ServeHTTP(w, r)
	})
}

func (m *Mux) holdsMetricsKey(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || m.cfg.MetricsKey == "" {
		return false
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(m.cfg.MetricsKey))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
